// One conversation through every engine, over the local service: what the page is told must be the same.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import OpenAI from 'openai';
import type {
  Capabilities,
  Chunk,
  FilePart,
  FileRef,
  MessagePage,
  Thread,
  ToolPart,
  UIMessage,
} from '../../../protocol/index.ts';
import { agents, assistants, backend, responses, type Engine, type FunctionTool } from '../../../server/index.ts';
import {
  codeInterpreter,
  createLocalService,
  fileSearch,
  type LocalService,
  type LocalServiceOptions,
} from '../../../server/local/index.ts';
import { chunks, grow, Harness, ofType, Reading, textOf } from '../support/harness.ts';
import { plotting } from '../support/plotting.ts';
import { responsesBackend } from '../support/responses-backend.ts';
import { plainAnswer, whatIsThere } from './plain-chunks.ts';

const services: LocalService[] = [];
after(() => Promise.all(services.map((service) => service.close())));

const model = 'local-rules';
const city = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const ofServer: FunctionTool = {
  description: 'Get the current weather of a city',
  parameters: city,
  execute: (input) => ({ sky: `blue over ${(input as { city: string }).city}` }),
};
const ofPage: FunctionTool = { description: 'Show the map of a city', parameters: city };
const removed: unknown[] = [];
const withApproval: FunctionTool = {
  description: 'Remove a city from the list',
  parameters: city,
  needsApproval: true,
  execute: (input) => removed.push(input),
};
const tools = { get_weather: ofServer, show_map: ofPage, remove_city: withApproval };

const lent = () => ({ fileSearch: fileSearch(), codeInterpreter: codeInterpreter({ python: played.python }) });

const engines: Record<string, (client: OpenAI) => Engine> = {
  responses: (client) => responses({ client, model, tools }) as Engine,
  'responses of a server that keeps nothing, with lent tools': (client) =>
    responses({ client, model, tools: { ...tools, ...lent() }, service: { conversations: false } }) as Engine,
  assistants: (client) => assistants({ client, model, tools }) as Engine,
  'assistants without a stream': (client) =>
    assistants({ client, model, tools, streaming: false, pollMs: 1 }) as Engine,
  agents: (client) => agents({ client, model, tools }) as Engine,
  'a backend of your own, with lent tools': (client) =>
    backend({ name: 'own', answer: responsesBackend(client, model), tools: { ...tools, ...lent() } }) as Engine,
};

const played = plotting([{ mediaType: 'image/png', bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47) }]);

interface Setup {
  harness: Harness;
  threadId: string;
  capabilities: Capabilities;
}

async function setUp(name: string, options: LocalServiceOptions = {}, headers: HeadersInit = {}): Promise<Setup> {
  const service = createLocalService({ ...played, ...options });
  services.push(service);
  const client = new OpenAI({
    apiKey: 'local',
    baseURL: 'http://local.test/v1',
    maxRetries: 0,
    fetch: (input, init) => {
      const sent = new Headers(init?.headers);
      // Faults are for the answer, not for what leads to it.
      const isAnswer =
        /\/(?:responses|runs|events)$/.test(new URL(input as string).pathname) && init?.method === 'POST';
      if (isAnswer) for (const [key, value] of new Headers(headers)) sent.set(key, value);
      return service.fetch(input as string, { ...init, headers: sent });
    },
  });
  const engine = engines[name]?.(client);
  assert.ok(engine);
  const harness = new Harness({ client } as Harness['upstream'], { engine });
  const { id } = (await (await harness.post('/threads', {})).json()) as Thread;
  return { harness, threadId: id, capabilities: engine.capabilities };
}

async function upload({ harness, threadId }: Setup, file: File): Promise<FileRef> {
  const body = new FormData();
  body.append('file', file);
  body.append('threadId', threadId);
  return (await (await harness.request('/files', { method: 'POST', body })).json()) as FileRef;
}

function ask({ harness, threadId }: Setup, text: string, files: FileRef[] = [], messageId = 'u1'): Promise<Response> {
  const parts = [
    ...files.map(({ url, mediaType, filename }): FilePart => ({ type: 'file', url, mediaType, filename })),
    { type: 'text', text },
  ];
  return harness.post('/chat', { id: threadId, messages: [{ id: messageId, role: 'user', parts }] });
}

async function history({ harness, threadId }: Setup): Promise<UIMessage[]> {
  return (await harness.json<MessagePage>(`/threads/${threadId}/messages?order=asc`)).data;
}

/** What each engine tells of it; the first is what the others are held to, in what they say that they can. */
async function ofEach(tell: (setup: Setup) => Promise<Chunk[]>, options?: LocalServiceOptions): Promise<void> {
  const [first, ...others] = Object.keys(engines);
  const expected = await tell(await setUp(first ?? '', options));
  for (const name of others) {
    const setup = await setUp(name, options);
    const { capabilities } = setup;
    assert.deepEqual(plainAnswer(await tell(setup)), plainAnswer(whatIsThere(expected, capabilities)), name);
  }
}

describe('every engine tells the same of', () => {
  it('a text', async () => {
    await ofEach(async (setup) => {
      const list = await chunks(await ask(setup, 'How is the weather?'));
      assert.match(textOf(grow(list)), /I still need the \*\*city\*\*/);
      return list;
    });
  });

  it('a question about a file, with the passage that the answer rests on', async () => {
    await ofEach(async (setup) => {
      const text = 'Hello 😀. The notice period is three months. The warranty ends after two years.';
      const file = await upload(setup, new File([text], 'terms.md', { type: 'text/markdown' }));
      const list = await chunks(await ask(setup, 'What is the notice period?', [file]));
      if (!setup.capabilities.annotations) return list;
      const { annotations } = plainAnswer(list);
      assert.equal(annotations[0]?.filename, 'terms.md');
      assert.match(annotations[0]?.quote ?? '', /three months/);
      const [source] = ofType(list, 'source-document');
      assert.equal(source?.sourceId, file.id);
      return list;
    });
  });

  it('code, what it printed and showed, and the file it wrote, byte for byte', async () => {
    await ofEach(async (setup) => {
      const file = await upload(setup, new File(['group,value\na,2\n'], 'data.csv', { type: 'text/csv' }));
      const list = await chunks(await ask(setup, 'Plot the mean by group', [file]));
      const output = list.find((chunk) => chunk.type === 'data-file' && JSON.stringify(chunk).includes('mean.csv'));
      assert.ok(output?.type === 'data-file');
      const { url, origin } = (output as { data: { url: string; origin: { toolCallId?: string } } }).data;
      assert.equal(await (await setup.harness.request(new URL(url).pathname)).text(), 'group,mean\na,2\n');
      const code = grow(list).parts.find(({ type }) => type === 'tool-code_interpreter') as ToolPart;
      assert.equal(origin.toolCallId, code.toolCallId);
      return list;
    });
  });

  it('a function of the server', async () => {
    await ofEach(async (setup) => {
      const list = await chunks(await ask(setup, 'What is the weather in Oslo?'));
      assert.match(textOf(grow(list)), /blue over Oslo/);
      return list;
    });
  });

  it('a function of the page, while it waits and when it goes on', async () => {
    await ofEach(async (setup) => {
      const { harness, threadId } = setup;
      const asked = await chunks(await ask(setup, 'Show the map of Oslo'));
      const part = grow(asked).parts.find(({ type }) => type === 'tool-show_map') as ToolPart;
      assert.equal(part.state, 'input-available');
      const { data, activeRun } = await harness.json<MessagePage>(`/threads/${threadId}/messages?order=asc`);
      assert.equal(activeRun?.status, 'requires_action');
      assert.deepEqual(data[1]?.parts, grow(asked).parts);
      const outputs = [{ toolCallId: part.toolCallId, output: { zoom: 12 } }];
      const went = await chunks(await harness.post(`/chat/${threadId}/tool-outputs`, { runId: activeRun.id, outputs }));
      return [...asked, ...went];
    });
  });

  it('a function that a person allows, and one that they do not', async () => {
    for (const approved of [true, false]) {
      await ofEach(async (setup) => {
        const { harness, threadId } = setup;
        removed.length = 0;
        const asked = await chunks(await ask(setup, 'Remove the city Oslo from the list'));
        const [request] = ofType(asked, 'tool-approval-request');
        const { data, activeRun } = await harness.json<MessagePage>(`/threads/${threadId}/messages?order=asc`);
        assert.equal(activeRun?.status, 'requires_action');
        assert.deepEqual(data[1]?.parts, grow(asked).parts);
        const outputs = [{ approvalId: request?.approvalId, approved, ...(approved ? {} : { reason: 'it is nice' }) }];
        const went = await chunks(
          await harness.post(`/chat/${threadId}/tool-outputs`, { runId: activeRun.id, outputs }),
        );
        assert.deepEqual(removed, approved ? [{ city: 'Oslo' }] : []);
        const { parts } = grow([...asked, ...went]);
        assert.deepEqual((await history(setup))[1]?.parts, parts);
        return [...asked, ...went];
      });
    }
  });

  it('an answer that is stopped, and the thread goes on', async () => {
    await Promise.all(
      Object.keys(engines).map(async (name) => {
        const setup = await setUp(name, { pace: 20 });
        const reading = new Reading(await ask(setup, 'Hello, what can you do?'));
        await reading.until(name.includes('without') ? 'start-step' : 'text-delta');
        await setup.harness.post(`/chat/${setup.threadId}/stop`, {});
        const list = await reading.all();
        assert.deepEqual(
          list.slice(-2).map(({ type }) => type),
          ['abort', 'finish'],
          name,
        );
        const next = new Reading(await ask(setup, 'And now?', [], 'u2'));
        await next.until('start-step');
        const kept = await history(setup);
        assert.deepEqual(kept.filter(({ role }) => role === 'user').map(textOf), [
          'Hello, what can you do?',
          'And now?',
        ]);
        if (!name.includes('without')) assert.ok(textOf(kept[1] as UIMessage).startsWith(textOf(grow(list))), name);
        await setup.harness.post(`/chat/${setup.threadId}/stop`, {});
        await next.all();
      }),
    );
  });

  it('a failure', async () => {
    for (const name of Object.keys(engines)) {
      const setup = await setUp(name, {}, { 'x-local-fault': 'fail-after=12' });
      const list = await chunks(await ask(setup, 'Hello, what can you do?'));
      assert.deepEqual(
        list.slice(-3).map(({ type }) => type),
        ['message-metadata', 'data-error', 'error'],
        name,
      );
      const [, told] = list.slice(-3);
      assert.equal((told as { data: { code: string } }).data.code, 'service_failed', name);
      assert.equal((plainAnswer(list).run as { status: string }).status, 'failed', name);
    }
  });

  it('an answer that ends early', async () => {
    for (const name of Object.keys(engines)) {
      const setup = await setUp(name, {}, { 'x-local-fault': 'incomplete-after=20' });
      const list = await chunks(await ask(setup, 'Hello, what can you do?'));
      const { run } = plainAnswer(list);
      assert.deepEqual(run, { id: '…', status: 'incomplete', incompleteReason: 'max_output_tokens' }, name);
      assert.deepEqual(list.at(-1), { type: 'finish', finishReason: 'length' }, name);
      const [, kept] = await history(setup);
      assert.ok(kept);
      const { id: _, ...ending } = (kept.metadata as { run: { id: string } }).run;
      assert.deepEqual(ending, { status: 'incomplete', incompleteReason: 'max_output_tokens' }, name);
      assert.equal(textOf(kept), textOf(grow(list)), name);
    }
  });
});

describe('every engine keeps', () => {
  it('an answer as its stream has told it', async () => {
    for (const name of Object.keys(engines)) {
      const setup = await setUp(name);
      const file = await upload(setup, new File(['The warranty ends in May.'], 'a.txt', { type: 'text/plain' }));
      const streamed = [
        await chunks(await ask(setup, 'When does the warranty end?', [file])),
        await chunks(await ask(setup, 'Plot the mean by group', [], 'u2')),
        await chunks(await ask(setup, 'What is the weather in Oslo?', [], 'u3')),
      ].map(grow);
      const kept = await history(setup);
      assert.deepEqual(
        kept.map(({ role }) => role),
        ['user', 'assistant', 'user', 'assistant', 'user', 'assistant'],
        name,
      );
      for (const [index, message] of streamed.entries()) {
        assert.equal(kept[2 * index + 1]?.id, message.id, name);
        assert.deepEqual(kept[2 * index + 1]?.parts, message.parts, name);
      }
      const [part] = (kept[0]?.parts ?? []) as FilePart[];
      assert.deepEqual([part?.filename, part?.url], ['a.txt', file.url], name);
      assert.deepEqual(setup.harness.errors, [], name);
    }
  });

  it('pages of messages that fit together, forwards and backwards', async () => {
    for (const name of Object.keys(engines)) {
      const setup = await setUp(name);
      for (const text of ['Hello', 'Good day', 'Thanks']) await chunks(await ask(setup, text, [], text));
      const all = await history(setup);
      for (const order of ['asc', 'desc']) {
        const ids: string[] = [];
        let after = '';
        for (let more = true; more;) {
          const path = `/threads/${setup.threadId}/messages?order=${order}&limit=1${after && `&after=${after}`}`;
          const page = await setup.harness.json<MessagePage>(path);
          ids.push(...page.data.map(({ id }) => id));
          after = page.after ?? '';
          more = page.hasMore;
        }
        const expected = all.map(({ id }) => id);
        assert.deepEqual(ids, order === 'asc' ? expected : expected.toReversed(), `${name} ${order}`);
      }
    }
  });

  it('only the newest of two answers to a message, or gives no second one', async () => {
    for (const name of Object.keys(engines)) {
      const setup = await setUp(name);
      const { harness, threadId, capabilities } = setup;
      const first = grow(await chunks(await ask(setup, 'What is the weather in Oslo?')));
      const body = { id: threadId, messages: [], trigger: 'regenerate-message' };
      const answered = await harness.post('/chat', body);
      const newest = capabilities.deleteMessages ? grow(await chunks(answered)) : first;
      if (!capabilities.deleteMessages) assert.equal(answered.status, 501, name);
      assert.equal(newest.id, first.id, name);
      const kept = await history(setup);
      assert.deepEqual(
        kept.map(({ role }) => role),
        ['user', 'assistant'],
        name,
      );
      assert.deepEqual(kept[1]?.parts, newest.parts, name);
      assert.equal((await harness.request(`/threads/${threadId}`, { method: 'DELETE' })).status, 204, name);
      assert.equal((await harness.request(`/threads/${threadId}`)).status, 404, name);
    }
  });
});

describe('an engine', () => {
  it('says what it can do, and all say the same of what they share', async () => {
    const lacks: Record<string, Partial<Capabilities>> = {
      agents: { annotations: false, fileSearch: false, deleteMessages: false },
    };
    const told = await Promise.all(
      Object.keys(engines).map(async (name) => {
        const { harness } = await setUp(name);
        return { name, ...(await harness.json<{ capabilities: Capabilities }>('/config')) };
      }),
    );
    for (const { name, capabilities } of told) {
      assert.deepEqual(capabilities, { ...told[0]?.capabilities, ...lacks[name] }, name);
    }
  });
});
