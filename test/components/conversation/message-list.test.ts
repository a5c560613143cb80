import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renameMessage } from '../../../components/conversation/messages/message-list.ts';
import type { UIMessage } from '../../../protocol/index.ts';

const message = (id: string): UIMessage => ({ id, role: 'user', parts: [{ type: 'text', text: 'Hello' }] });
const ids = (messages: readonly UIMessage[]) => messages.map(({ id }) => id);

describe('a message that the backend knows by another id', () => {
  it('has that id from then on, in its place', () => {
    assert.deepEqual(ids(renameMessage([message('a'), message('own'), message('b')], 'own', 'kept')), [
      'a',
      'kept',
      'b',
    ]);
  });

  it('is not there twice where the thread was read again meanwhile', () => {
    const messages = [message('kept'), message('reply'), message('own')];
    assert.deepEqual(ids(renameMessage(messages, 'own', 'kept')), ['kept', 'reply']);
  });
});
