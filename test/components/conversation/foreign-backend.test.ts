import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  convertToModelMessages,
  jsonSchema,
  simulateReadableStream,
  streamText,
  tool,
  type UIMessage as AiMessage,
} from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { Hono } from 'hono';
import { Conversation, HttpTransport, type ToolCall } from '../../../components/conversation/index.ts';
import { isToolPart } from '../../../protocol/index.ts';
import { textOf, transcript, until } from './scripted-transport.ts';

type Prompt = Parameters<MockLanguageModelV4['doStream']>[0]['prompt'];

describe('Conversation with an AI SDK backend', () => {
  it('chats, and sends the history along', async () => {
    const { conversation, prompts } = connect(() => say('Hello', ' there'));
    await conversation.send('Hi');
    await conversation.send('And again');

    assert.equal(conversation.error, null);
    assert.deepEqual(transcript(conversation), [
      'user: Hi',
      'assistant: Hello there',
      'user: And again',
      'assistant: Hello there',
    ]);
    assert.deepEqual(
      prompts.at(-1)!.map(({ role }) => role),
      ['user', 'assistant', 'user'],
    );
  });

  it('sends files as what they are', async () => {
    const { conversation, prompts } = connect(() => say('A picture.'));
    conversation.attach([new File([new Uint8Array([137, 80, 78, 71])], 'a.png', { type: 'image/png' })]);
    await conversation.send('What is this?');

    assert.equal(conversation.error, null);
    const content = prompts[0]![0]!.content as { type: string; mediaType?: string }[];
    assert.deepEqual(
      content.map(({ type, mediaType }) => [type, mediaType]),
      [
        ['file', 'image/png'],
        ['text', undefined],
      ],
    );
  });

  it('runs a tool of the page and goes on in the same message', async () => {
    const { conversation } = connect((prompt) =>
      prompt.at(-1)?.role === 'tool'
        ? say('It rains.')
        : [
            { type: 'tool-call', toolCallId: 'c', toolName: 'weather', input: '{"city":"Bern"}' },
            { type: 'finish', finishReason: { unified: 'tool-calls', raw: undefined }, usage },
          ],
    );
    const calls: ToolCall[] = [];
    conversation.addEventListener('tool-call', (event) => {
      calls.push(event.call);
      event.respondWith('rain');
    });
    await conversation.send('What is the weather?');
    await until(() => textOf(conversation.messages.at(-1)) === 'It rains.');
    await until(() => conversation.status === 'ready');

    assert.deepEqual(
      calls.map(({ toolName, input }) => [toolName, input]),
      [['weather', { city: 'Bern' }]],
    );
    assert.equal(conversation.messages.length, 2);
    assert.equal(conversation.messages[1]!.parts.find(isToolPart)?.state, 'output-available');
  });

  it('shows the words of the backend when it fails, and writes the reply anew on retry', async () => {
    let isBroken = true;
    const { conversation } = connect(() => {
      if (isBroken) throw new Error('secret');
      return say('Better.');
    });
    await conversation.send('Hi');
    assert.equal(conversation.status, 'error');
    assert.doesNotMatch(conversation.error?.message ?? '', /secret/);
    isBroken = false;
    await conversation.retry();

    assert.deepEqual(transcript(conversation), ['user: Hi', 'assistant: Better.']);
    assert.equal(conversation.error, null);
  });

  it('edits a message', async () => {
    const { conversation, prompts } = connect(() => say('Yes.'));
    await conversation.send('One');
    await conversation.send('Two');
    await conversation.edit(conversation.messages[0]!.id, 'Better one');

    assert.deepEqual(transcript(conversation), ['user: Better one', 'assistant: Yes.']);
    assert.equal(prompts.at(-1)!.length, 1);
  });

  it('keeps its text where the backend is not there', async () => {
    const transport = new HttpTransport({
      endpoint: 'http://page.test/api/chat',
      fetch: async () => new Response('Not Found', { status: 404 }),
    });
    const conversation = new Conversation({ transport, retryDelay: () => 0 });
    conversation.input = 'Hi';
    await conversation.send();

    assert.equal(conversation.error?.message, 'Not Found');
    assert.equal(conversation.input, 'Hi');
  });
});

type Part =
  Awaited<ReturnType<MockLanguageModelV4['doStream']>>['stream'] extends ReadableStream<infer One> ? One : never;

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

function say(...words: string[]): Part[] {
  return [
    { type: 'text-start', id: 't' },
    ...words.map((delta): Part => ({ type: 'text-delta', id: 't', delta })),
    { type: 'text-end', id: 't' },
    { type: 'finish', finishReason: { unified: 'stop', raw: undefined }, usage },
  ];
}

/** The few lines that an AI SDK backend is: one POST, no ids, nothing beside it. */
function connect(answer: (prompt: Prompt) => Part[]) {
  const prompts: Prompt[] = [];
  const model = new MockLanguageModelV4({
    doStream: async ({ prompt }) => {
      prompts.push(prompt);
      return {
        stream: simulateReadableStream({ chunks: answer(prompt), chunkDelayInMs: null, initialDelayInMs: null }),
      };
    },
  });
  const app = new Hono().post('/api/chat', async (context) => {
    const { messages } = await context.req.json<{ messages: AiMessage[] }>();
    const result = streamText({
      model,
      maxRetries: 0,
      messages: await convertToModelMessages(messages),
      tools: {
        weather: tool({ description: 'Weather', inputSchema: jsonSchema<{ city: string }>({ type: 'object' }) }),
      },
      onError: () => undefined,
    });
    return result.toUIMessageStreamResponse();
  });
  const transport = new HttpTransport({
    endpoint: 'http://page.test/api/chat',
    fetch: async (input, init) => app.fetch(new Request(input, init)),
  });
  return { conversation: new Conversation({ transport, retryDelay: () => 0 }), prompts };
}
