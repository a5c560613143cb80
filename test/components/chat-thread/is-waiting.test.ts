import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isWaiting } from '../../../components/chat-thread/is-waiting.ts';
import type { MessagePart, UIMessage } from '../../../protocol/index.ts';

describe('isWaiting', () => {
  it('is true before the reply has begun', () => {
    assert.equal(isWaiting(undefined), true);
    assert.equal(isWaiting({ id: 'u', role: 'user', parts: [] }), true);
    assert.equal(isWaiting(reply({ type: 'step-start' })), true);
  });

  it('is false while something moves on the screen', () => {
    assert.equal(isWaiting(reply({ type: 'text', text: 'It', state: 'streaming' })), false);
    assert.equal(isWaiting(reply({ type: 'reasoning', text: '', state: 'streaming' })), false);
    assert.equal(isWaiting(reply({ type: 'tool-x', toolCallId: 'x', state: 'input-available' })), false);
    assert.equal(isWaiting(reply({ type: 'tool-x', toolCallId: 'x', state: 'approval-requested' })), false);
  });

  it('is true between two steps', () => {
    assert.equal(isWaiting(reply({ type: 'tool-x', toolCallId: 'x', state: 'output-available' })), true);
    assert.equal(isWaiting(reply({ type: 'reasoning', text: 'So', state: 'done' })), true);
    assert.equal(isWaiting(reply({ type: 'text', text: '', state: 'streaming' })), true);
  });

  it('is false once the run is over', () => {
    assert.equal(isWaiting({ ...reply(), metadata: { run: { id: 'r', status: 'completed' } } }), false);
  });
});

function reply(...parts: MessagePart[]): UIMessage {
  return { id: 'a', role: 'assistant', parts };
}
