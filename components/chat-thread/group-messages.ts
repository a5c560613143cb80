import type { UIMessage } from '../../protocol/index.ts';

/** The browser skips whole groups that are off screen; on single messages that saves nothing, since each must still be asked. */
const groupSize = 50;

/**
 * The messages in groups. A group that holds the same messages as before is the same array as before, and groups keep their
 * first message while earlier ones are loaded above or new ones come below, so that only what has changed is drawn again.
 */
export function groupMessages(
  messages: readonly UIMessage[],
  previous: readonly (readonly UIMessage[])[] = [],
): readonly (readonly UIMessage[])[] {
  const before = new Map(previous.map((group) => [group[0]?.id, group]));
  const groups: UIMessage[][] = [];
  for (const message of messages) {
    const group = groups.at(-1);
    if (!group || group.length >= groupSize || before.has(message.id)) groups.push([message]);
    else group.push(message);
  }
  return groups.map((group) => {
    const old = before.get(group[0]?.id);
    return old?.length === group.length && old.every((message, index) => message === group[index]) ? old : group;
  });
}
