// A thread with a server that keeps nothing: all that a thread can do, over each store and by either API.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { MessagePage, Page, Thread, ToolPart } from '../../../../protocol/index.ts';
import { memoryStore, responses, type Engine, type Store, type Tools } from '../../../../server/index.ts';
import { folderFileStore, folderStore } from '../../../../server/stores/folder-store.ts';
import { chunks, events, grow, Harness, ofType, Reading, textOf } from '../../support/harness.ts';
import { functionCall, message, type Item } from '../../support/response-events.ts';
import { StatelessServer, type Asked, type Said, type Script } from '../../support/stateless-server.ts';

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stateless-'));
  folders.push(folder);
  return folder;
}

/** Says how many messages of the user it has read, and the last of them. */
const echo: Script = ({ input = [], messages = [] }) => {
  const texts = [
    ...input.flatMap(userText),
    ...messages.flatMap(({ role, content }) => (role === 'user' ? [String(content)] : [])),
  ];
  return say(`${texts.length}: ${texts.at(-1)}`);
};

function userText({ role, content }: Item): string[] {
  return role === 'user' ? [(content as { text: string }[]).map(({ text }) => text).join('')] : [];
}

/** In both dialects; each reads its own. */
function say(text: string): Said[] {
  return [{ item: message(text) }];
}

function setUp(server: StatelessServer, tools: Tools = {}, store: Store = memoryStore()): Harness {
  const engine = responses({ client: server.client, model: 'local', instructions: 'Be brief.', tools }) as Engine;
  return new Harness({ client: server.client } as Harness['upstream'], { engine, store });
}

async function history(harness: Harness): Promise<string[]> {
  const { data } = await harness.json<MessagePage>('/threads/c/messages?order=asc');
  return data.map((each) => `${each.role}: ${textOf(each)}`);
}

const stores: Record<string, () => Promise<Store>> = {
  memory: async () => memoryStore(),
  folder: async () => folderStore(await newFolder()),
};

for (const [name, newStore] of Object.entries(stores)) {
  describe(`over the ${name} store, a thread that the adapter keeps`, () => {
    it('is sent whole with each message, and nothing that only OpenAI knows', async () => {
      const server = new StatelessServer(echo);
      const harness = setUp(server, {}, await newStore());
      await chunks(await harness.send('c', 'Hello', 'u1'));
      assert.equal(textOf(grow(await chunks(await harness.send('c', 'And?', 'u2')))), '2: And?');
      assert.deepEqual(await history(harness), [
        'user: Hello',
        'assistant: 1: Hello',
        'user: And?',
        'assistant: 2: And?',
      ]);
      const { input = [], ...rest } = server.asked[1] ?? {};
      assert.deepEqual(rest, { model: 'local', instructions: 'Be brief.', stream: true, store: false });
      assert.deepEqual(
        input.map(({ type, role }) => [type, role]),
        [
          ['message', 'user'],
          ['message', 'assistant'],
          ['message', 'user'],
        ],
      );
      const { id, status, content } = input[1] ?? ({} as Item);
      assert.ok(id && status === 'completed', 'some servers take answers back with an id and a status only');
      assert.deepEqual(content, [{ type: 'output_text', text: '1: Hello', annotations: [] }]);
    });

    it('is listed with its title, renamed and deleted with all that was said', async () => {
      const store = await newStore();
      const harness = setUp(new StatelessServer(echo), {}, store);
      const { metadata } = grow(await chunks(await harness.send('c', 'Hello there', 'u1')));
      const listed = async () => (await harness.json<Page<Thread>>('/threads')).data.map(({ title }) => title);
      assert.deepEqual(await listed(), ['Hello there']);
      const patch = {
        method: 'PATCH',
        body: JSON.stringify({ title: 'Greeting' }),
        headers: { 'content-type': 'application/json' },
      };
      assert.equal((await harness.json<Thread>('/threads/c', patch)).title, 'Greeting');
      assert.equal((await harness.json<Thread>('/threads/c')).title, 'Greeting');
      assert.equal((await harness.request('/threads/c', { method: 'DELETE' })).status, 204);
      assert.deepEqual(await listed(), []);
      assert.equal((await harness.request(`/threads/${metadata?.threadId}`)).status, 404);
    });

    it('is answered anew, and goes on from an edited message', async () => {
      const server = new StatelessServer(echo);
      const harness = setUp(server, {}, await newStore());
      for (const [text, id] of [
        ['One', 'u1'],
        ['Two', 'u2'],
      ] as const)
        await chunks(await harness.send('c', text, id));
      server.script = () => say('Anew.');
      await chunks(await harness.post('/chat', { id: 'c', messages: [], trigger: 'regenerate-message' }));
      assert.deepEqual(await history(harness), ['user: One', 'assistant: 1: One', 'user: Two', 'assistant: Anew.']);
      server.script = echo;
      await chunks(await harness.send('c', 'Other', 'u1', { messageId: 'u1' }));
      assert.deepEqual(await history(harness), ['user: Other', 'assistant: 1: Other']);
    });

    it('keeps as much of an answer as came before it was stopped', async () => {
      let go = (): void => undefined;
      const wait = new Promise<void>((resolve) => (go = resolve));
      const server = new StatelessServer(() => [
        { item: message('Begun. ') },
        { wait },
        { item: message('Never said.') },
      ]);
      const harness = setUp(server, {}, await newStore());
      const reading = new Reading(await harness.send('c', 'Hello', 'u1'));
      await reading.until('text-end');
      await harness.post('/chat/c/stop', {});
      const list = await reading.all();
      go();
      assert.deepEqual(
        list.slice(-2).map(({ type }) => type),
        ['abort', 'finish'],
      );
      assert.deepEqual(await history(harness), ['user: Hello', 'assistant: Begun. ']);
      const { data, activeRun } = await harness.json<MessagePage>('/threads/c/messages?order=asc');
      assert.equal(activeRun, null);
      assert.equal(data[1]?.metadata?.run?.status, 'cancelled');
      server.script = echo;
      assert.equal(textOf(grow(await chunks(await harness.send('c', 'On', 'u2')))), '2: On');
    });

    it('keeps what came before the connection broke, and says that it failed', async () => {
      const server = new StatelessServer(() => [{ item: message('Half an ans') }, { cut: true }]);
      const harness = setUp(server, {}, await newStore());
      const list = await chunks(await harness.send('c', 'Hello', 'u1'));
      assert.equal(ofType(list, 'data-error')[0]?.data['code' as never], 'service_cut');
      const { data } = await harness.json<MessagePage>('/threads/c/messages?order=asc');
      assert.deepEqual([textOf(data[1]!), data[1]?.metadata?.run?.status], ['Half an ans', 'failed']);
    });

    it('waits for a function of the page, also over a new start of the store', async () => {
      const server = new StatelessServer(({ input = [] }) => {
        const output = input.findLast(({ type }) => type === 'function_call_output')?.['output'];
        return output === undefined
          ? [{ item: functionCall('map', { city: 'Oslo' }, 'call_1') }]
          : say(`Told: ${output}`);
      });
      const tools = { map: { description: 'Shows a map', parameters: { type: 'object' } } };
      const store = await newStore();
      const harness = setUp(server, tools, store);
      const asked = await chunks(await harness.send('c', 'Map?', 'u1'));
      const { activeRun } = await harness.json<MessagePage>('/threads/c/messages');
      assert.equal(activeRun?.status, 'requires_action');
      const again = setUp(server, tools, store);
      const outputs = [{ toolCallId: 'call_1', output: { zoom: 3 } }];
      const went = await chunks(await again.post('/chat/c/tool-outputs', { runId: activeRun.id, outputs }));
      assert.equal(textOf(grow([...asked, ...went])), 'Told: {"zoom":3}');
      const { data } = await again.json<MessagePage>('/threads/c/messages?order=asc');
      assert.deepEqual(data[1]?.parts, grow([...asked, ...went]).parts);
    });
  });
}

describe('a thread that the adapter keeps', () => {
  it('is read again from the run log, and to its end', async () => {
    let go = (): void => undefined;
    const wait = new Promise<void>((resolve) => (go = resolve));
    const harness = setUp(new StatelessServer(() => [{ item: message('One. ') }, { wait }, { item: message('Two.') }]));
    const reading = new Reading(await harness.send('c', 'Hello', 'u1'));
    await reading.until('text-end');
    await reading.leave();
    const last = reading.seen.at(-1)?.id ?? '';
    const rest = new Reading(await harness.request(`/chat/c/stream?after=${last}`));
    const whole = new Reading(await harness.request('/chat/c/stream'));
    await whole.until('start');
    go();
    const all = [...reading.seen, ...(await rest.all(), rest.seen)];
    await whole.all();
    assert.deepEqual(all, whole.seen);
    assert.equal(textOf(grow(all.map(({ chunk }) => chunk))), 'One. Two.');
  });

  it('says that a run has failed whose process has died, once, and goes on', async () => {
    const folder = await newFolder();
    const dying = new StatelessServer(() => [{ item: message('Lost words') }, { wait: new Promise(() => {}) }]);
    const before = setUp(dying, {}, folderStore(folder));
    const reading = new Reading(await before.send('c', 'Hello', 'u1'));
    await reading.until('text-delta');
    const cursor = reading.seen.at(-1)?.id ?? '';

    const again = setUp(new StatelessServer(echo), {}, folderStore(folder));
    assert.equal((await again.request(`/chat/c/stream?after=${cursor}`)).status, 204);
    for (let look = 0; look < 2; look++) {
      const { data, activeRun } = await again.json<MessagePage>('/threads/c/messages?order=asc');
      assert.equal(activeRun, null);
      assert.equal(data.length, 2);
      assert.deepEqual([data[1]?.role, data[1]?.metadata?.run?.status], ['assistant', 'failed']);
    }
    assert.equal(textOf(grow(await chunks(await again.send('c', 'Still there?', 'u2')))), '2: Still there?');
    assert.equal((await again.json<MessagePage>('/threads/c/messages')).data.length, 4);
  });

  it('is not begun where the server refuses, and the message is kept', async () => {
    const server = new StatelessServer(() => Response.json({ error: { message: 'no such model' } }, { status: 404 }));
    const harness = setUp(server);
    const response = await harness.send('c', 'Hello', 'u1');
    const { error } = (await response.json()) as { error: { code: string } };
    assert.equal(error.code, 'service_locked_out');
    assert.match(String((harness.errors[0] as Error).message), /no such model/);
    assert.deepEqual(await history(harness), ['user: Hello']);
    server.script = echo;
    assert.equal(textOf(grow(await chunks(await harness.send('c', 'Hello', 'u1')))), '1: Hello');
  });

  it('ends where a model never stops calling, whatever it is told', async () => {
    const server = new StatelessServer(() => [{ item: functionCall('again', {}) }]);
    const tools = { again: { description: 'Again', parameters: { type: 'object' }, execute: () => 1 } };
    const engine = responses({ client: server.client, model: 'local', tools }) as Engine;
    const harness = new Harness({ client: server.client } as Harness['upstream'], {
      engine,
      limits: { maxToolRounds: 3 },
    });
    const list = await chunks(await harness.send('c', 'Go'));
    assert.equal(list.at(-1)?.type, 'error');
    assert.equal(server.asked.length, 4);
    assert.equal(server.asked[3]?.['tool_choice'], 'none');
  });

  it('shows thoughts, and gives them back only as long as their answer is written', async () => {
    const thought = { type: 'reasoning', id: 'rs_1', summary: [], content: [{ type: 'reasoning_text', text: 'Hm.' }] };
    const server = new StatelessServer(({ input = [] }) =>
      input.at(-1)?.type === 'function_call_output'
        ? say('Done.')
        : [{ item: thought }, { item: functionCall('act', {}, 'call_1') }],
    );
    const tools = { act: { description: 'Act', parameters: { type: 'object' }, execute: () => 'ok' } };
    const harness = setUp(server, tools);
    const grown = grow(await chunks(await harness.send('c', 'Go', 'u1')));
    assert.deepEqual(
      grown.parts.map(({ type }) => type),
      ['step-start', 'reasoning', 'tool-act', 'step-start', 'text'],
    );
    assert.deepEqual(
      server.asked[1]?.input?.map(({ type }) => type),
      ['message', 'reasoning', 'function_call', 'function_call_output'],
    );
    server.script = echo;
    await chunks(await harness.send('c', 'Next', 'u2'));
    assert.ok(!server.asked[2]?.input?.some(({ type }) => type === 'reasoning'));
  });

  it('survives a server that numbers and names its items carelessly', async () => {
    const open = (item: object) => ({ event: { type: 'response.output_item.added', output_index: 0, item } });
    const server = new StatelessServer(() => [
      open({ type: 'message', id: 'msg_1', role: 'assistant', content: [] }),
      {
        event: {
          type: 'response.output_text.delta',
          output_index: 0,
          content_index: 0,
          item_id: 'msg_1',
          delta: 'Wait.',
        },
      },
      open({ type: 'function_call', id: '', call_id: '', name: 'act', arguments: '' }),
      { event: { type: 'response.function_call_arguments.done', output_index: 0, item_id: '', arguments: {} } },
    ]);
    let calls = 0;
    const tools = { act: { description: 'Act', parameters: { type: 'object' }, execute: () => ++calls } };
    const harness = setUp(server, tools);
    const script = server.script;
    server.script = (asked: Asked, count) => (count < 3 ? script(asked, count) : say('Done.'));
    const grown = grow(await chunks(await harness.send('c', 'Go', 'u1')));
    assert.equal(calls, 2);
    assert.equal(textOf(grown), 'Wait.Wait.Done.');
    const ids = grown.parts.flatMap((part) => (part.type === 'text' ? [JSON.stringify(part.providerMetadata)] : []));
    assert.equal(new Set(ids).size, 3);
    assert.deepEqual(
      (await harness.json<MessagePage>('/threads/c/messages')).data.at(-1)?.parts.length,
      grown.parts.length,
    );
  });

  it('is told by a response that comes all at once at its end', async () => {
    const output = [message('At once.')];
    const server = new StatelessServer(() => [
      {
        end: {
          type: 'response.completed',
          response: { status: 'completed', output, usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3 } },
        },
      },
    ]);
    const grown = grow(await chunks(await setUp(server).send('c', 'Go')));
    assert.equal(textOf(grown), 'At once.');
    assert.equal(grown.metadata?.run?.usage?.totalTokens, 3);
  });

  it('reads files to a model that has no tool to read them, and pictures where it looks at them', async () => {
    const server = new StatelessServer(echo);
    const harness = setUp(server);
    const files = [
      {
        type: 'file',
        filename: 'notes.md',
        mediaType: 'text/markdown',
        url: `data:text/markdown;base64,${btoa('# Notes')}`,
      },
      { type: 'file', filename: 'dot.png', mediaType: 'image/png', url: 'data:image/png;base64,iVBORw0KGgo=' },
    ];
    const parts = [...files, { type: 'text', text: 'What?' }];
    const list = await chunks(await harness.post('/chat', { id: 'c', messages: [{ id: 'u1', role: 'user', parts }] }));
    assert.equal(list.at(-1)?.type, 'finish');
    const content = server.asked[0]?.input?.[0]?.['content'] as { type: string; text?: string; image_url?: string }[];
    assert.deepEqual(
      content.map(({ type }) => type),
      ['input_text', 'input_text', 'input_image', 'input_text'],
    );
    assert.match(content[0]?.text ?? '', /"name":"notes.md"/);
    assert.equal(content[1]?.text, 'What the file "notes.md" says:\n# Notes');
    assert.equal(content[2]?.image_url, 'data:image/png;base64,iVBORw0KGgo=');
    const { data } = await harness.json<MessagePage>('/threads/c/messages?order=asc');
    assert.deepEqual(
      data[0]?.parts.map((part) => ('filename' in part ? part.filename : textOf(data[0]!))),
      ['notes.md', 'dot.png', 'What?'],
    );
  });

  it('says of a file at once that nothing can be done with it, and refuses one that cannot be kept', async () => {
    const harness = setUp(new StatelessServer(echo));
    const upload = async (file: File) => {
      const body = new FormData();
      body.append('file', file);
      return harness.request('/files', { method: 'POST', body });
    };
    const zip = (await (await upload(new File([Uint8Array.of(0x50, 0x4b, 3, 4)], 'a.zip'))).json()) as {
      error?: string;
    };
    assert.equal(zip.error, 'The assistant cannot read files of this kind.');
    const folder = await newFolder();
    const kept = new Harness({} as Harness['upstream'], {
      engine: responses({
        baseURL: 'http://localhost:1/v1',
        model: 'm',
        service: { conversations: false, responses: true },
      }) as Engine,
      files: { ...folderFileStore(folder), get: async () => undefined },
    });
    const body = new FormData();
    body.append('file', new File(['x'], 'x.txt'));
    assert.equal((await kept.request('/files', { method: 'POST', body })).status, 413);
  });
});

describe('a server that has Chat Completions alone', () => {
  const chat = (...deltas: object[]): Said[] => [
    ...deltas.map((delta) => ({ chunk: { choices: [{ index: 0, delta, finish_reason: null }] } })),
    {
      chunk: {
        choices: [
          { index: 0, delta: {}, finish_reason: 'tool_calls' in (deltas.at(-1) ?? {}) ? 'tool_calls' : 'stop' },
        ],
      },
    },
    { chunk: { choices: [], usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 } } },
  ];

  it('is found out, and answers the same way', async () => {
    const server = new StatelessServer(
      ({ messages = [] }) =>
        chat({ reasoning_content: 'Hm. ' }, { content: `${messages.length} ` }, { content: 'messages.' }),
      ['/chat/completions'],
    );
    const harness = setUp(server);
    await chunks(await harness.send('c', 'Hello', 'u1'));
    const grown = grow(await chunks(await harness.send('c', 'And?', 'u2')));
    assert.deepEqual(
      grown.parts.map(({ type }) => type),
      ['step-start', 'reasoning', 'text'],
    );
    assert.equal(textOf(grown), '4 messages.');
    assert.equal(grown.metadata?.run?.usage?.totalTokens, 12);
    assert.deepEqual(await history(harness), [
      'user: Hello',
      'assistant: 2 messages.',
      'user: And?',
      'assistant: 4 messages.',
    ]);
    assert.deepEqual(server.paths.slice(0, 2), ['/conversations', '/responses']);
    const { messages, ...rest } = server.asked[1] ?? {};
    assert.deepEqual(messages, [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: '2 messages.' },
      { role: 'user', content: 'And?' },
    ]);
    assert.deepEqual(rest, { model: 'local', stream: true, stream_options: { include_usage: true } });
  });

  it('calls functions, in pieces or whole, several in one breath', async () => {
    const server = new StatelessServer(
      ({ messages = [] }) => {
        const told = messages.flatMap(({ role, content }) => (role === 'tool' ? [content] : []));
        if (told.length > 0) return chat({ content: `Told: ${told.join(' ')}` });
        return chat(
          { content: 'Let me see.' },
          { tool_calls: [{ index: 0, id: 'call_a', type: 'function', function: { name: 'add', arguments: '' } }] },
          { tool_calls: [{ index: 0, function: { arguments: '{"a":1,' } }] },
          {
            tool_calls: [
              { index: 0, function: { arguments: '"b":2}' } },
              { index: 1, id: 'call_b', function: { name: 'add', arguments: '{"a":3,"b":4}' } },
            ],
          },
        );
      },
      ['/chat/completions'],
    );
    const add = (input: unknown) =>
      Object.values(input as Record<string, number>).reduce((sum, value) => sum + value, 0);
    const harness = setUp(server, { add: { description: 'Adds', parameters: { type: 'object' }, execute: add } });
    const grown = grow(await chunks(await harness.send('c', 'Add', 'u1')));
    assert.equal(textOf(grown), 'Let me see.Told: 3 7');
    const tools = grown.parts.filter(({ type }) => type === 'tool-add') as ToolPart[];
    assert.deepEqual(
      tools.map(({ input, output }) => [input, output]),
      [
        [{ a: 1, b: 2 }, 3],
        [{ a: 3, b: 4 }, 7],
      ],
    );
    const said = server.asked[1]?.messages?.slice(2) ?? [];
    assert.deepEqual(
      said.map(({ role, tool_calls }) => [role, tool_calls?.length]),
      [
        ['assistant', 2],
        ['tool', undefined],
        ['tool', undefined],
      ],
    );
    assert.deepEqual(server.asked[0]?.tools?.[0], {
      type: 'function',
      function: { name: 'add', description: 'Adds', parameters: { type: 'object' } },
    });
  });

  it('ends early, or breaks off, as any other', async () => {
    const end = (finish_reason: string | null): Said[] => [
      { chunk: { choices: [{ index: 0, delta: { content: 'Half' }, finish_reason: null }] } },
      ...(finish_reason === null ? [] : [{ chunk: { choices: [{ index: 0, delta: {}, finish_reason }] } }]),
    ];
    const server = new StatelessServer(() => end('length'), ['/chat/completions']);
    const short = await chunks(await setUp(server).send('c', 'Go'));
    assert.deepEqual(short.at(-1), { type: 'finish', finishReason: 'length' });
    server.script = () => end(null);
    const cut = await events(await setUp(server).send('c', 'Go'));
    assert.equal(cut.at(-1)?.chunk.type, 'error');
  });
});
