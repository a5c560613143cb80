import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Hono } from 'hono';
import OpenAI from 'openai';
import { Conversation, HttpTransport, type ToolCall } from '../../../components/conversation/index.ts';
import { isAnnotationPart, isToolPart, toolName } from '../../../protocol/index.ts';
import { assistant, responses } from '../../../server/index.ts';
import { createLocalService, type LocalService } from '../../../server/local/index.ts';
import { textOf, until } from './scripted-transport.ts';

describe('Conversation, the whole way to the local service and back', () => {
  let service: LocalService;
  let app: Hono;

  before(() => {
    service = createLocalService({ pace: 3 });
    const client = new OpenAI({ apiKey: 'none', baseURL: 'http://local/v1', fetch: service.fetch, maxRetries: 0 });
    app = new Hono().route(
      '/api/assistant',
      assistant({
        engine: responses({
          client,
          model: 'local-rules',
          tools: {
            get_weather: {
              description: 'Tells the weather in a city.',
              parameters: {
                type: 'object',
                properties: { city: { type: 'string', description: 'The city' } },
                required: ['city'],
              },
            },
          },
        }),
        secret: 'a secret for tests only',
        authorize: () => 'somebody',
      }) as unknown as Hono,
    );
  });

  after(() => service.close());

  it('asks about a file, gets a quotation, and finds it all again', async () => {
    const conversation = connect();
    const text = 'The tower was built in 1889. It is 330 metres tall.';
    conversation.attach([new File([text], 'tower.txt', { type: 'text/plain' })]);
    conversation.input = 'When was the tower built?';
    await conversation.send();
    assert.equal(conversation.error, null);
    const [question, answer] = conversation.messages;
    assert.match(textOf(answer), /1889/);
    const annotation = answer?.parts.find(isAnnotationPart);
    assert.equal(annotation?.data.source.type === 'file' && annotation.data.source.filename, 'tower.txt');
    assert.ok(question?.parts.some(({ type }) => type === 'file'));

    const reopened = connect(conversation.threadId);
    reopened.connect();
    await until(() => reopened.messages.length === 2);
    assert.deepEqual(
      reopened.messages.map(({ id }) => id),
      conversation.messages.map(({ id }) => id),
    );
    assert.deepEqual(reopened.messages.map(textOf), conversation.messages.map(textOf));
    assert.deepEqual(annotationsOf(reopened), annotationsOf(conversation));

    await reopened.loadThreads();
    assert.ok(reopened.threads?.some(({ id }) => id === conversation.threadId));
    await reopened.deleteThread(conversation.threadId!);
    assert.equal(reopened.threadId, null);
    assert.equal(reopened.error, null);
  });

  it('answers a function of the page, and the assistant goes on in the same message', async () => {
    const conversation = connect();
    const calls: ToolCall[] = [];
    conversation.addEventListener('tool-call', (event) => {
      calls.push(event.call);
      event.respondWith({ city: 'Bern', weather: 'rain', degrees: 7 });
    });
    await conversation.send('What is the weather in Bern?');
    await until(() => conversation.status === 'ready' && textOf(conversation.messages.at(-1)) !== '');

    assert.equal(conversation.error, null);
    assert.deepEqual(
      calls.map((call) => [call.toolName, call.input]),
      [['get_weather', { city: 'Bern' }]],
    );
    assert.equal(conversation.messages.length, 2);
    const reply = conversation.messages[1]!;
    const part = reply.parts.filter(isToolPart).find((tool) => toolName(tool) === 'get_weather');
    assert.equal(part?.state, 'output-available');
    assert.match(textOf(reply), /rain|7/);
  });

  it('tells of a call that waits after a reload, too', async () => {
    const conversation = connect();
    await conversation.send('What is the weather in Bern?');
    await until(() => conversation.status === 'ready');

    const reloaded = connect(conversation.threadId);
    reloaded.addEventListener('tool-call', (event) => event.respondWith({ city: 'Bern', weather: 'snow' }));
    reloaded.connect();
    await until(() => /snow/.test(textOf(reloaded.messages.at(-1))));
    await until(() => reloaded.status === 'ready');

    assert.equal(reloaded.error, null);
    assert.equal(reloaded.messages.length, 2);
  });

  it('edits, and writes a reply anew', async () => {
    const conversation = connect();
    await conversation.send('Hello');
    await conversation.send('Hello again');
    assert.equal(conversation.messages.length, 4);
    await conversation.edit(conversation.messages[0]!.id, 'Hello, better');
    assert.equal(conversation.error, null);
    assert.deepEqual(
      conversation.messages.map(({ role }) => role),
      ['user', 'assistant'],
    );
    assert.equal(textOf(conversation.messages[0]), 'Hello, better');
    await conversation.regenerate();
    assert.equal(conversation.error, null);
    assert.equal(conversation.messages.length, 2);

    const reopened = connect(conversation.threadId);
    await reopened.openThread(conversation.threadId!);
    assert.deepEqual(reopened.messages.map(textOf), conversation.messages.map(textOf));
  });

  it('loses and doubles nothing on a line that breaks again and again', async () => {
    let connections = 0;
    const conversation = connect(null, async (input, init) => {
      const response = await call(input, init);
      const isStream = response.headers.get('content-type') === 'text/event-stream';
      return isStream ? cut(response, 400 + 150 * connections++) : response;
    });
    await conversation.send('Hello, what can you do?');
    assert.equal(conversation.error, null);
    assert.equal(conversation.status, 'ready');
    assert.ok(connections > 1, `${connections} connections`);

    const reopened = connect(conversation.threadId);
    await reopened.openThread(conversation.threadId!);
    assert.deepEqual(reopened.messages.map(textOf), conversation.messages.map(textOf));
    assert.equal(reopened.messages.length, 2);
  });

  it('stops a run, keeps what came, and can go on', async () => {
    const conversation = connect();
    const outcomes: string[] = [];
    conversation.addEventListener('reply-end', ({ outcome }) => outcomes.push(outcome));
    const sent = conversation.send('Hello, what can you do?');
    await until(() => textOf(conversation.messages.at(-1)) && conversation.status === 'streaming');
    await conversation.stop();
    await sent;
    assert.deepEqual(outcomes, ['stopped']);
    assert.equal(conversation.error, null);
    assert.equal(conversation.status, 'ready');
    const kept = textOf(conversation.messages.at(-1));
    await conversation.send('Hello again');
    assert.equal(conversation.error, null);
    assert.equal(outcomes.at(-1), 'completed');
    assert.ok(kept.length > 0 && textOf(conversation.messages[1]) === kept);
  });

  it('shows a running reply in a second page as well, and both end alike', async () => {
    const conversation = connect();
    const sent = conversation.send('Hello, what can you do?');
    await until(() => textOf(conversation.messages.at(-1)) && conversation.status === 'streaming');
    const second = connect(conversation.threadId);
    second.connect();
    await until(() => second.status === 'streaming');
    await sent;
    await until(() => second.status === 'ready');

    assert.equal(conversation.error ?? second.error, null);
    assert.deepEqual(second.messages.at(-1), conversation.messages.at(-1));
    assert.equal(second.messages.length, 2);
  });

  it('keeps a message that is sent while another page is answered', async () => {
    const conversation = connect();
    const sent = conversation.send('Hello, what can you do?');
    await until(() => textOf(conversation.messages.at(-1)) && conversation.status === 'streaming');
    const second = connect(conversation.threadId);
    second.input = 'From the second page';
    await second.send();
    assert.equal(second.error?.code, 'run_active');
    assert.equal(second.input, 'From the second page');
    await sent;
    await until(() => second.status === 'ready');

    assert.deepEqual(second.messages.map(textOf), conversation.messages.map(textOf));
  });

  it('says of a thread that is not there that it is gone', async () => {
    const conversation = connect();
    await conversation.openThread('thread.forged.handle.mac');

    assert.equal(conversation.error?.code, 'thread_not_found');
    assert.equal(conversation.threadId, null);
  });

  it('is told by the adapter what is wrong with a file', async () => {
    const conversation = connect();
    conversation.connect();
    await until(() => conversation.config);
    const { maxFileBytes } = conversation.limits;
    const reasons: string[] = [];
    conversation.addEventListener('file-rejected', ({ reason }) => reasons.push(reason));
    conversation.attach([new File([new Uint8Array(maxFileBytes + 1)], 'big.txt')]);

    assert.deepEqual(reasons, ['too-large']);
  });

  const call: typeof fetch = async (input, init) => app.fetch(new Request(input, init));

  function connect(threadId: string | null = null, fetch: typeof globalThis.fetch = call): Conversation {
    const transport = new HttpTransport({ endpoint: 'http://page.test/api/assistant/chat', fetch });
    return new Conversation({ transport, threadId, retryDelay: () => 0 });
  }
});

function annotationsOf({ messages }: Conversation): unknown[] {
  return messages.flatMap(({ parts }) => parts.filter(isAnnotationPart).map(({ data }) => data));
}

function cut(response: Response, after: number): Response {
  let left = after;
  const reader = response.body!.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) return controller.close();
      controller.enqueue(value.slice(0, left));
      left -= value.length;
      if (left > 0) return;
      controller.error(new TypeError('terminated'));
      await reader.cancel();
    },
    cancel: () => reader.cancel(),
  });
  return new Response(body, response);
}
