import {
  isTextPart,
  isToolPart,
  type DynamicToolPart,
  type MessagePart,
  type ReasoningPart,
  type TextPart,
  type ToolPart,
  type UIMessage,
} from '../../protocol/index.ts';
import { messageFiles, type MessageFile } from './message-files.ts';
import { sameOr } from './same-or.ts';

type StepPart = ReasoningPart | ToolPart | DynamicToolPart;

/** Parts of a message that are drawn together, in its order. `index` is the place of the first, and so stays with its block. */
export type MessageBlock =
  | { type: 'text'; index: number; parts: [TextPart] }
  | { type: 'steps'; index: number; parts: StepPart[] }
  | { type: 'files'; index: number; parts: MessagePart[]; files: MessageFile[] };

/**
 * What of a message is drawn between its beginning and its sources. Blocks that nothing has happened to are those of the
 * `previous` call, so that elements which are given one need not look at it again.
 */
export function messageBlocks(message: UIMessage, previous: readonly MessageBlock[] = []): readonly MessageBlock[] {
  const files = messageFiles(message);
  const blocks: MessageBlock[] = [];
  for (const [index, part] of message.parts.entries()) {
    const last = blocks.at(-1);
    const file = files.get(index);
    // A text that is still empty would part what belongs together.
    if (isTextPart(part) && part.text !== '') blocks.push({ type: 'text', index, parts: [part] });
    else if (isStep(part)) {
      if (last?.type === 'steps') last.parts.push(part);
      else blocks.push({ type: 'steps', index, parts: [part] });
    } else if (file) {
      if (last?.type !== 'files') blocks.push({ type: 'files', index, parts: [part], files: [file] });
      else {
        last.parts.push(part);
        last.files.push(file);
      }
    }
  }
  const before = new Map(previous.map((block) => [block.index, block]));
  return blocks.map((block) => {
    const same = before.get(block.index);
    return same && sameOr<MessagePart>(same.parts, block.parts) === same.parts ? same : block;
  });
}

function isStep(part: MessagePart): part is StepPart {
  return part.type === 'reasoning' || isToolPart(part);
}
