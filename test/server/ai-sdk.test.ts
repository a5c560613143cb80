// The AI SDK's own client, as it is, against the adapter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AbstractChat,
  DefaultChatTransport,
  lastAssistantMessageIsCompleteWithToolCalls,
  readUIMessageStream,
  type ChatInit,
  type ChatState,
  type ChatStatus,
  type UIMessage,
} from 'ai';
import type { MessagePage } from '../../protocol/index.ts';
import { FakeOpenAI } from './support/fake-openai.ts';
import { Harness, origin } from './support/harness.ts';
import { functionCall, message } from './support/response-events.ts';

/** What `useChat` is built on, without a framework. */
class Chat extends AbstractChat<UIMessage> {
  constructor(harness: Harness, init: ChatInit<UIMessage> = {}) {
    const state: ChatState<UIMessage> = {
      status: 'ready' as ChatStatus,
      error: undefined,
      messages: init.messages ?? [],
      pushMessage: (pushed) => void (state.messages = [...state.messages, pushed]),
      popMessage: () => void (state.messages = state.messages.slice(0, -1)),
      replaceMessage: (index, replaced) => void (state.messages = state.messages.with(index, replaced)),
      snapshot: (thing) => structuredClone(thing),
    };
    super({ ...init, state, transport: new DefaultChatTransport({ api: `${origin}/chat`, fetch: harness.fetch }) });
  }
}

function texts({ messages }: { messages: UIMessage[] }): string[] {
  return messages.map(({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : '')).join(''));
}

function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

test('it chats: two turns, with the whole history in every request', async () => {
  const harness = new Harness(new FakeOpenAI((_, count) => [{ item: message(`Answer ${count}.`) }]));
  const chat = new Chat(harness);
  await chat.sendMessage({ text: 'One' });
  await chat.sendMessage({ text: 'Two' });
  assert.equal(chat.error, undefined);
  assert.deepEqual(texts(chat), ['One', 'Answer 1.', 'Two', 'Answer 2.']);
  assert.equal(harness.upstream.items.length, 4);
});

test('it keeps every part of an answer', async () => {
  const link = '([a.test](https://a.test))';
  const cited = { type: 'url_citation', url: 'https://a.test', title: 'A', start_index: 5, end_index: 5 + link.length };
  const harness = new Harness(
    new FakeOpenAI(() => [
      { item: { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm' }] } },
      {
        item: {
          type: 'code_interpreter_call',
          id: 'ci_1',
          container_id: 'cntr_1',
          code: '1',
          outputs: [{ type: 'logs', logs: '1' }],
          status: 'completed',
        },
      },
      { item: message(`Fact ${link}`, [cited]) },
    ]),
  );
  const chat = new Chat(harness);
  await chat.sendMessage({ text: 'Go' });
  assert.equal(chat.error, undefined);
  const parts = chat.messages[1]!.parts;
  assert.deepEqual(
    parts.map(({ type }) => type),
    ['step-start', 'reasoning', 'tool-code_interpreter', 'text', 'data-annotation', 'source-url'],
  );
  const text = parts.find((part) => part.type === 'text');
  assert.equal(text?.citations?.[0]?.startIndex, 5);
  assert.deepEqual(text?.providerMetadata?.['openai'], { annotations: [cited] });
});

test('it reads the stream by itself', async () => {
  const harness = new Harness(new FakeOpenAI(() => [{ item: message('Read.') }]));
  const transport = new DefaultChatTransport({ api: `${origin}/chat`, fetch: harness.fetch });
  const user: UIMessage = { id: 'u1', role: 'user', parts: [{ type: 'text', text: 'Hi' }] };
  const stream = await transport.sendMessages({
    chatId: 'c',
    messages: [user],
    trigger: 'submit-message',
    messageId: undefined,
    abortSignal: undefined,
  });
  let last: UIMessage | undefined;
  for await (const grown of readUIMessageStream({ stream })) last = grown;
  assert.deepEqual(texts({ messages: [last!] }), ['Read.']);
});

test('it resumes a broken stream from the beginning, and finds nothing when nothing runs', async () => {
  const held = gate();
  const harness = new Harness(
    new FakeOpenAI(() => [{ item: message('First. ') }, { wait: held.opened }, { item: message('Second.') }]),
  );
  const chat = new Chat(harness, { id: 'my-chat' });
  harness.cutAfter = 600;
  await chat.sendMessage({ text: 'Go' });
  assert.equal(chat.status, 'error');
  harness.cutAfter = undefined;
  held.open();
  await chat.resumeStream();
  assert.equal(chat.status, 'ready');
  assert.deepEqual(texts(chat), ['Go', 'First. Second.']);
  assert.equal(chat.messages.length, 2);
  await chat.resumeStream();
  assert.deepEqual(texts(chat), ['Go', 'First. Second.']);
  assert.equal(harness.upstream.creates.length, 1);
});

test('after a reload it resumes what the thread’s history begins', async () => {
  const held = gate();
  const harness = new Harness(
    new FakeOpenAI(() => [{ item: message('First. ') }, { wait: held.opened }, { item: message('Second.') }]),
  );
  void new Chat(harness, { id: 'my-chat' }).sendMessage({ text: 'Go' });
  let page: MessagePage;
  do page = await harness.json<MessagePage>('/threads/my-chat/messages').catch(() => ({ data: [] }) as never);
  while (page.data.length < 2);
  const chat = new Chat(harness, { id: 'my-chat', messages: page.data as UIMessage[] });
  const resumed = chat.resumeStream();
  held.open();
  await resumed;
  assert.deepEqual(texts(chat), ['Go', 'First. Second.']);
});

test('it answers functions of the page', async () => {
  const upstream = new FakeOpenAI(({ input = [] }) => [
    {
      item:
        input.length === 0
          ? functionCall('weather', { city: 'Basel' })
          : message(`It is ${String(input[0]?.['output'])}.`),
    },
  ]);
  const tools = { weather: { description: 'x', parameters: {} } };
  const harness = new Harness(upstream, { responses: { tools } });
  const chat: Chat = new Chat(harness, {
    sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithToolCalls,
    onToolCall: ({ toolCall }) => {
      void chat.addToolOutput({
        tool: toolCall.toolName as never,
        toolCallId: toolCall.toolCallId,
        output: 'sunny' as never,
      });
    },
  });
  await chat.sendMessage({ text: 'Weather?' });
  while (texts(chat).at(-1) !== 'It is sunny.') await new Promise(setImmediate);
  assert.equal(chat.messages.length, 2);
  assert.deepEqual(
    chat.messages[1]!.parts.map(({ type }) => type),
    ['step-start', 'tool-weather', 'step-start', 'text'],
  );
});

test('it regenerates, and edits', async () => {
  const harness = new Harness(new FakeOpenAI((_, count) => [{ item: message(`Answer ${count}.`) }]));
  const chat = new Chat(harness);
  await chat.sendMessage({ text: 'One' });
  await chat.regenerate();
  assert.deepEqual(texts(chat), ['One', 'Answer 2.']);
  await chat.sendMessage({ text: 'Two' });
  await chat.sendMessage({ text: 'Uno', messageId: chat.messages[0]!.id });
  assert.equal(chat.error, undefined);
  assert.deepEqual(texts(chat), ['Uno', 'Answer 4.']);
  assert.equal(harness.upstream.items.length, 2);
});

test('it can send files inside its messages', async () => {
  const harness = new Harness(new FakeOpenAI(() => [{ item: message('Got it.') }]));
  const chat = new Chat(harness);
  await chat.sendMessage({
    text: 'Sum',
    files: [{ type: 'file', mediaType: 'text/csv', filename: 'a.csv', url: 'data:text/csv;base64,YSwx' }],
  });
  await chat.sendMessage({ text: 'Again' });
  assert.equal(chat.error, undefined);
  assert.equal(harness.upstream.uploads.size, 1);
});

test('a stop by the contract ends what it streams', async () => {
  const harness = new Harness(new FakeOpenAI(() => [{ item: message('Half.') }, { wait: new Promise(() => {}) }]));
  const chat = new Chat(harness, { id: 'my-chat' });
  const sent = chat.sendMessage({ text: 'Go' });
  while (texts(chat)[1] !== 'Half.') await new Promise(setImmediate);
  await harness.post('/chat/my-chat/stop', {});
  await sent;
  assert.equal(chat.status, 'ready');
  assert.deepEqual(texts(chat), ['Go', 'Half.']);
});

test('an error is shown with its sentence', async () => {
  const upstream = new FakeOpenAI(() => [{ end: 'failed', error: { code: 'server_error' } }]);
  const chat = new Chat(new Harness(upstream));
  await chat.sendMessage({ text: 'Go' });
  assert.equal(chat.error?.message, 'The assistant failed. Try again.');
});
