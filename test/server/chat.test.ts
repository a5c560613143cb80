import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeOpenAI } from './support/fake-openai.ts';
import { chunks, events, grow, Harness, textOf } from './support/harness.ts';
import { message } from './support/response-events.ts';

test('a message is kept, answered, and the answer streamed', async () => {
  const upstream = new FakeOpenAI(() => [{ item: message('Hello there, Ann.') }]);
  const harness = new Harness(upstream);
  const response = await harness.send('my-chat', 'Hi');
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  assert.equal(response.headers.get('x-vercel-ai-ui-message-stream'), 'v1');
  const list = await events(response);
  console.log(list.map((e) => JSON.stringify(e)).join('\n'));
  const grown = grow(list.map(({ chunk }) => chunk));
  assert.equal(textOf(grown), 'Hello there, Ann.');
  console.log(
    harness.errors,
    upstream.calls,
    JSON.stringify(upstream.items),
    [...upstream.conversations.values()][0]?.metadata,
  );
  void chunks;
});
