// Threads of Assistants, made by the engine `assistants` over the local service, and opened by the engine `responses` over another.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type OpenAI from 'openai';
import type { FilePart, FileRef, MessagePage, Thread, UIMessage } from '../../../protocol/index.ts';
import {
  adoptThreads,
  assistants,
  memoryFileStore,
  memoryStore,
  responses,
  type Engine,
  type FunctionTool,
} from '../../../server/index.ts';
import { ConversationTarget } from '../../../server/import/conversation-target.ts';
import { folderSource } from '../../../server/import/folder-source.ts';
import { ImportMap } from '../../../server/import/import-map.ts';
import { importThreads, type ThreadOutcome } from '../../../server/import/import-threads.ts';
import { serverSource } from '../../../server/import/server-source.ts';
import { startLocal, type Local } from '../../local/wire/local-client.ts';
import { plainMessage } from '../engines/plain-chunks.ts';
import { chunks, Harness, origin, textOf } from '../support/harness.ts';
import { plotting } from '../support/plotting.ts';
import { upstreamThreadId } from '../support/upstream-thread-id.ts';

const model = 'local-rules';
const weather: FunctionTool = {
  description: 'Get the current weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  execute: () => ({ sky: 'blue over Oslo' }),
};

const locals: Local[] = [];
let folder: string;
let former: Local;
let formerHarness: Harness;
let formerThread: string;
/** The thread's own id at the service, by which pages that spoke to it know it. */
let formerId: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assistant-import-'));
  former = local();
  formerHarness = harnessOf(former, assistants({ client: former.client, model, tools: { get_weather: weather } }));
  formerThread = ((await (await formerHarness.post('/threads', { title: 'Terms' })).json()) as Thread).id;
  const text = 'Hello 😀. The notice period is three months. The warranty ends after two years.';
  const file = await upload(new File([text], 'terms.md', { type: 'text/markdown' }));
  await ask('What is the notice period?', [file]);
  await ask('Plot the mean by group');
  await ask('What is the weather in Oslo?');
  formerId = await upstreamThreadId(former.client, formerHarness, formerThread);
});

after(async () => {
  await Promise.all(locals.map(({ service }) => service.close()));
  await rm(folder, { recursive: true, force: true });
});

describe('an import from a server with Assistants', () => {
  it('makes a conversation that shows what the thread showed, with its files, citations and steps', async () => {
    const { harness, outcome } = await imported(await liveSource());
    assert.deepEqual([outcome.state, outcome.messages, outcome.calls, outcome.files], ['imported', 6, 3, 2]);
    assert.deepEqual(outcome.lost, []);
    const [was, is] = [await history(formerHarness, formerThread), await history(harness, formerId)];
    assert.deepEqual(is.map(shown), was.map(shown));
    assert.match(textOf(is[1] as UIMessage), /three months/);
    const [annotation] = is[1]?.parts.filter(({ type }) => type === 'data-annotation') ?? [];
    assert.match(JSON.stringify(annotation), /terms\.md/);
    assert.equal(await bytesOf(harness, is, 'mean.csv'), 'group,mean\na,2\n');
    assert.match(await bytesOf(harness, is, 'terms.md'), /three months/);
  });

  it('makes one that goes on: its files are still searched', async () => {
    const { harness } = await imported(await liveSource());
    const list = await chunks(await harness.send(formerId, 'How long is the warranty?', 'next'));
    assert.match(JSON.stringify(list), /ends after two years/);
    assert.ok(list.some(({ type }) => type === 'data-annotation'));
  });

  it('gives it to its owner alone, under the title it had', async () => {
    const { harness } = await imported(await liveSource());
    const { data } = await harness.json<{ data: Thread[] }>('/threads');
    assert.deepEqual(
      data.map(({ title }) => title),
      ['Terms'],
    );
    harness.user = 'bob';
    assert.deepEqual((await harness.json<{ data: Thread[] }>('/threads')).data, []);
    assert.deepEqual(await history(harness, formerId).catch(() => []), []);
  });

  it('does nothing twice, and goes on where it was cut', async () => {
    const target = local();
    const map = await ImportMap.open(join(folder, 'cut.json'));
    const keeper = new ConversationTarget(target.client);
    const add = keeper.append.bind(keeper);
    // The connection goes when three items are there.
    keeper.append = async (id, items) => {
      await add(id, items.slice(0, 3));
      throw new Error('The connection was cut.');
    };
    const source = await liveSource();
    const [cut] = await importThreads({ source, target: keeper, map });
    assert.deepEqual([cut?.state, cut?.why], ['failed', 'The connection was cut.']);
    keeper.append = add;
    const again = await ImportMap.open(join(folder, 'cut.json'));
    const [whole] = await importThreads({ source, target: keeper, map: again });
    assert.equal(whole?.state, 'imported');
    const harness = await adopted(target, whole);
    const was = (await history(formerHarness, formerThread)).map(shown);
    assert.deepEqual((await history(harness, formerId)).map(shown), was);
    const [before] = await importThreads({ source, target: keeper, map: again });
    assert.deepEqual([before?.state, before?.conversation], ['imported before', whole?.conversation]);
  });

  it('leaves out the calls that the target takes from nobody but itself, and says so', async () => {
    const target = local();
    const { client } = target;
    const create = client.conversations.items.create.bind(client.conversations.items);
    client.conversations.items.create = ((id: string, body: { items: { type: string }[] }, options: object) => {
      const hosted = body.items.some(({ type }) => type === 'code_interpreter_call' || type === 'file_search_call');
      return create(id, (hosted ? { items: [{ type: 'unheard_of' }] } : body) as never, options);
    }) as typeof create;
    const { harness, outcome } = await imported(await liveSource(), target);
    assert.deepEqual(
      outcome.lost.map(({ what }) => what),
      ['2 calls of tools, which the target takes from nobody but itself'],
    );
    const texts = (await history(harness, formerId)).map(textOf);
    assert.deepEqual(
      texts,
      (await history(formerHarness, formerThread)).map((message) => plainMessage(message).text),
    );
  });

  it('goes on where a thread cannot be read', async () => {
    const source = serverSource(former.client, ['thread_gone', formerId]);
    const keeper = new ConversationTarget(local().client);
    const outcomes = await importThreads({
      source,
      target: keeper,
      map: await ImportMap.open(join(folder, 'gone.json')),
    });
    assert.deepEqual(
      outcomes.map(({ id, state, why }) => [id, state, why]),
      [
        ['thread_gone', 'failed', 'the service answers 404'],
        [formerId, 'imported', undefined],
      ],
    );
  });

  it('says what would be done, and does nothing, where there is no target', async () => {
    const map = await ImportMap.open(join(folder, 'dry.json'));
    const [outcome] = await importThreads({ source: await liveSource(), target: undefined, map });
    assert.deepEqual([outcome?.state, outcome?.messages, outcome?.files], ['would be imported', 6, 2]);
  });
});

describe('an import of saved threads', () => {
  it('reads pages of the API in any nesting, and the contents of files beside them', async () => {
    const saved = await mkdtemp(join(folder, 'saved-'));
    const { threads } = former.client.beta;
    const runs = (await threads.runs.list(formerId)).data;
    const include = ['step_details.tool_calls[*].file_search.results[*].content' as const];
    const query = { thread_id: formerId, include };
    const steps = await Promise.all(runs.map((run) => threads.runs.steps.list(run.id, query)));
    // As the API lists it: the newest first.
    const thread = { ...(await threads.retrieve(formerId)), messages: await threads.messages.list(formerId) };
    await writeFile(join(saved, 'thread.json'), JSON.stringify(thread));
    await writeFile(join(saved, 'runs.jsonl'), [...runs, ...steps].map((each) => JSON.stringify(each)).join('\n'));
    const { data: files } = await former.client.files.list();
    await writeFile(join(saved, 'files.json'), JSON.stringify(files));
    for (const file of files) {
      const content = await (await former.client.files.content(file.id)).arrayBuffer();
      await writeFile(join(saved, `${file.id}-${file.filename}`), new Uint8Array(content));
    }
    const { harness, outcome } = await imported(await folderSource(saved));
    assert.deepEqual([outcome.state, outcome.lost], ['imported', []]);
    const was = (await history(formerHarness, formerThread)).map(shown);
    assert.deepEqual((await history(harness, formerId)).map(shown), was);
  });

  it('knows the newest first from the oldest first, also where all of it was made in one second', async () => {
    for (const newestFirst of [true, false]) {
      const path = join(folder, 'second.json');
      const { data } = await former.client.beta.threads.messages.list(formerId);
      const messages = data.map((message) => ({ ...message, created_at: 1_700_000_000 }));
      await writeFile(path, JSON.stringify(newestFirst ? messages : messages.toReversed()));
      const source = await folderSource(path);
      const { messages: read } = await source.thread(formerId);
      assert.deepEqual(
        read.map(({ id }) => id),
        data.map(({ id }) => id).toReversed(),
      );
    }
  });

  it('says what is not there, and leaves no mark and no dead link in the text', async () => {
    const path = join(folder, 'lonely.json');
    await writeFile(path, JSON.stringify((await former.client.beta.threads.messages.list(formerId)).data));
    const { harness, outcome } = await imported(await folderSource(path));
    assert.equal(outcome.state, 'imported');
    const texts = (await history(harness, formerId)).map(textOf);
    assert.equal(texts.length, 6);
    assert.doesNotMatch(texts.join(), /【|sandbox:/);
    const lost = outcome.lost.map(({ what }) => what).join('\n');
    assert.match(lost, /a citation of file-/);
    assert.match(lost, /the link to mean\.csv, which is not there/);
  });

  it('names the file that is no JSON', async () => {
    const path = join(folder, 'broken.json');
    await writeFile(path, '{');
    await assert.rejects(folderSource(path), /broken\.json is no JSON/);
  });
});

function local(): Local {
  const started = startLocal(plotting());
  locals.push(started);
  return started;
}

function harnessOf({ client }: { client: OpenAI }, engine: Engine, more: object = {}): Harness {
  return new Harness({ client } as Harness['upstream'], { engine: engine as never, ...more });
}

async function upload(file: File): Promise<FileRef> {
  const body = new FormData();
  body.append('file', file);
  body.append('threadId', formerThread);
  return (await (await formerHarness.request('/files', { method: 'POST', body })).json()) as FileRef;
}

async function ask(text: string, files: FileRef[] = []): Promise<void> {
  const parts = [
    ...files.map(({ url, mediaType, filename }): FilePart => ({ type: 'file', url, mediaType, filename })),
    { type: 'text', text },
  ];
  await chunks(await formerHarness.post('/chat', { id: formerThread, messages: [{ id: text, role: 'user', parts }] }));
}

async function liveSource() {
  return serverSource(former.client, [formerId]);
}

async function imported(source: Parameters<typeof importThreads>[0]['source'], target = local()) {
  const map = await ImportMap.open(join(folder, `${locals.length}.json`));
  const copies = memoryFileStore();
  const keeper = new ConversationTarget(target.client, copies);
  const [outcome] = await importThreads({ source, target: keeper, map });
  assert.ok(outcome);
  assert.equal(outcome.why, undefined);
  return { harness: await adopted(target, outcome, copies), outcome };
}

async function adopted(target: Local, outcome: ThreadOutcome | undefined, files = memoryFileStore()): Promise<Harness> {
  const store = memoryStore();
  const id = outcome?.conversation ?? '';
  await adoptThreads(store, 'ann', [{ id, alias: formerId, title: 'Terms', createdAt: 1, updatedAt: 2 }]);
  return harnessOf(target, responses({ client: target.client, model }) as Engine, { store, files });
}

async function history(harness: Harness, id: string): Promise<UIMessage[]> {
  return (await harness.json<MessagePage>(`/threads/${id}/messages?order=asc`)).data;
}

async function bytesOf(harness: Harness, messages: UIMessage[], name: string): Promise<string> {
  const files = messages.flatMap(({ parts }) =>
    parts.map((part) => ('data' in part ? part.data : part) as Partial<FilePart>),
  );
  const file = files.find(({ filename, url }) => filename === name && url);
  return (await harness.request(new URL(file?.url ?? '', origin).pathname)).text();
}

/** Without which call made a file: that is told by the container it lay in, and there is none any more. */
function shown(message: UIMessage): unknown {
  const { parts, ...rest } = plainMessage(message);
  return {
    ...rest,
    parts: parts.map((part) => JSON.parse(JSON.stringify(part).replace(/"origin":\{[^}]*\}/, '"origin":{}'))),
  };
}
