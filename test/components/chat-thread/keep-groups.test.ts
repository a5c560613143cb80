import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keepGroups } from '../../../components/chat-thread/keep-groups.ts';
import type { UIMessage } from '../../../protocol/index.ts';

describe('keepGroups', () => {
  it('makes groups of at most the given size, in order, losing none', () => {
    const messages = some(130);
    const groups = groupMessages(messages);
    assert.deepEqual(
      groups.map(({ length }) => length),
      [50, 50, 30],
    );
    assert.deepEqual(groups.flat(), messages);
  });

  it('gives back the same groups while only the last message grows', () => {
    const messages = some(130);
    const before = groupMessages(messages);
    const grown = [...messages.slice(0, -1), { ...messages.at(-1)! }];
    const after = groupMessages(grown, before);
    assert.equal(after[0], before[0]);
    assert.equal(after[1], before[1]);
    assert.notEqual(after[2], before[2]);
  });

  it('gives back every group when nothing has changed', () => {
    const messages = some(70);
    const before = groupMessages(messages);
    assert.deepEqual(
      groupMessages([...messages], before).map((group, index) => group === before[index]),
      [true, true],
    );
  });

  it('keeps the groups that are there when earlier messages are loaded', () => {
    const messages = some(130);
    const before = groupMessages(messages.slice(57));
    const after = groupMessages(messages, before);
    assert.deepEqual(
      after.map(({ length }) => length),
      [50, 7, 50, 23],
    );
    assert.equal(after[2], before[0]);
    assert.equal(after[3], before[1]);
    assert.deepEqual(after.flat(), messages);
  });

  it('fills the last group before it begins another', () => {
    let groups = groupMessages([]);
    const messages = some(101);
    for (let count = 1; count <= messages.length; count++) groups = groupMessages(messages.slice(0, count), groups);
    assert.deepEqual(
      groups.map(({ length }) => length),
      [50, 50, 1],
    );
  });

  it('begins anew for another thread', () => {
    const before = groupMessages(some(60));
    const other = some(3).map((message) => ({ ...message, id: `other-${message.id}` }));
    assert.deepEqual(groupMessages(other, before), [other]);
  });
});

function groupMessages(
  messages: readonly UIMessage[],
  previous: readonly (readonly UIMessage[])[] = [],
): readonly (readonly UIMessage[])[] {
  return keepGroups(messages, 50, ({ id }) => id, previous);
}

function some(count: number): UIMessage[] {
  return Array.from({ length: count }, (_, index) => ({ id: `m${index}`, role: 'user', parts: [] }));
}
