// What is special to the engine of Assistants, over the local service.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import OpenAI from 'openai';
import type { MessagePage, Thread, ToolPart, UIMessage } from '../../../protocol/index.ts';
import { assistants, type AssistantsOptions, type FunctionTool } from '../../../server/index.ts';
import { createLocalService, type LocalService, type LocalServiceOptions } from '../../../server/local/index.ts';
import { chunks, events, grow, Harness, Reading, textOf } from '../support/harness.ts';
import { upstreamThreadId } from '../support/upstream-thread-id.ts';

const services: LocalService[] = [];
after(() => Promise.all(services.map((service) => service.close())));

const model = 'local-rules';
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const weather: FunctionTool = { description: 'Get the current weather of a city', parameters, execute: () => 'sunny' };

function local(options: LocalServiceOptions = {}, faults: string[] = []): OpenAI {
  const service = createLocalService(options);
  services.push(service);
  return new OpenAI({
    apiKey: 'local',
    baseURL: 'http://local.test/v1',
    maxRetries: 0,
    // It would print the frame that is broken on purpose.
    logLevel: 'off',
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      const isRun =
        init?.method === 'POST' && /\/(?:runs|submit_tool_outputs)$/.test(new URL(input as string).pathname);
      const fault = isRun ? faults.shift() : undefined;
      if (fault) headers.set('x-local-fault', fault);
      return service.fetch(input as string, { ...init, headers });
    },
  });
}

function harnessOf(client: OpenAI, options: Partial<AssistantsOptions> = {}): Harness {
  const engine = assistants({ client, model, pollMs: 1, ...options } as AssistantsOptions);
  return new Harness({ client } as Harness['upstream'], { engine });
}

async function newThread(harness: Harness): Promise<string> {
  return ((await (await harness.post('/threads', {})).json()) as Thread).id;
}

describe('the engine of Assistants', () => {
  it('makes its assistant once, and finds it again when it is set up in the same way', async () => {
    const client = local();
    for (const instructions of ['Be kind.', 'Be kind.', 'Be brief.']) {
      const harness = harnessOf(client, { instructions });
      await chunks(await harness.send('a', 'Hello'));
      await chunks(await harness.send('a', 'Hello again', 'u2'));
    }
    const { data } = await client.beta.assistants.list();
    assert.deepEqual(data.map(({ instructions }) => instructions).sort(), ['Be brief.', 'Be kind.']);
  });

  it('runs an assistant that is there, with instructions for the run beside its own', async () => {
    const client = local();
    const made = await client.beta.assistants.create({
      model,
      instructions: 'Be kind.',
      tools: [{ type: 'file_search' }],
    });
    const engine = assistants({ client, assistantId: made.id });
    const harness = new Harness({ client } as Harness['upstream'], { engine, instructions: () => 'Call me Jane.' });
    const threadId = await newThread(harness);
    await chunks(await harness.send(threadId, 'Hello'));
    const { data: runs } = await client.beta.threads.runs.list(await upstreamThreadId(client, harness, threadId));
    assert.deepEqual(
      runs.map(({ instructions }) => instructions),
      ['Be kind.\n\nCall me Jane.'],
    );
    const { data: all } = await client.beta.assistants.list();
    assert.deepEqual(
      all.map(({ id }) => id),
      [made.id],
    );
  });

  it('refuses to be set up with tools that the API does not have', () => {
    const client = local();
    assert.throws(() => assistants({ client, model, tools: { webSearch: true } }), /`responses` has/);
    assert.throws(
      () => assistants({ client, model, tools: { broken: {} as never } }),
      /tools\.broken must be a function/,
    );
  });

  it('loses nothing of an answer whose stream is cut', async () => {
    const client = local();
    const whole = textOf(grow(await chunks(await harnessOf(client).send('a', 'Hello, what can you do?'))));
    for (const fault of ['cut-after=4', 'cut-after=9', 'cut-after=30', 'malformed-after=12']) {
      const harness = harnessOf(local({}, [fault]));
      const list = await chunks(await harness.send('a', 'Hello, what can you do?'));
      assert.equal(textOf(grow(list)), whole, fault);
      assert.equal(list.at(-1)?.type, 'finish', fault);
    }
  });

  it('goes on polling where the stream is cut after the result of a function', async () => {
    const harness = harnessOf(local({}, ['', 'cut-after=3']), { tools: { weather } });
    const list = await chunks(await harness.send('a', 'What is the weather in Oslo?'));
    assert.match(textOf(grow(list)), /sunny/);
    assert.deepEqual(harness.errors, []);
  });

  it('tells that a run has expired, and the thread goes on', async () => {
    const harness = harnessOf(local({}, ['expire-after=20']));
    const list = await chunks(await harness.send('a', 'Hello, what can you do?'));
    const message = grow(list);
    assert.equal((message.metadata as { run: { status: string } }).run.status, 'expired');
    assert.deepEqual(
      list.slice(-2).map(({ type }) => type),
      ['data-error', 'error'],
    );
    const { data } = await harness.json<MessagePage>('/threads/a/messages?order=asc');
    assert.ok(textOf(data[1] as UIMessage).startsWith(textOf(message)));
    assert.equal((await chunks(await harness.send('a', 'Hello again', 'u2'))).at(-1)?.type, 'finish');
  });

  it('gives up a run that waits when the user goes on without it', async () => {
    const { execute: _, ...ofPage } = weather;
    const harness = harnessOf(local(), { tools: { weather: ofPage } });
    await chunks(await harness.send('a', 'What is the weather in Oslo?'));
    await chunks(await harness.send('a', 'Never mind, hello', 'u2'));
    const { data } = await harness.json<MessagePage>('/threads/a/messages?order=asc');
    const tool = data[1]?.parts.find(({ type }) => type === 'tool-weather') as ToolPart;
    assert.equal(tool.state, 'output-error');
    assert.deepEqual(
      data.map(({ role }) => role),
      ['user', 'assistant', 'user', 'assistant'],
    );
  });

  it('ends a run that asks for functions again and again', async () => {
    const client = local();
    const harness = new Harness({ client } as Harness['upstream'], {
      engine: assistants({ client, model, tools: { weather } }),
      limits: { maxToolRounds: 0 },
    });
    const list = await chunks(await harness.send('a', 'What is the weather in Oslo?'));
    const tool = grow(list).parts.find(({ type }) => type === 'tool-weather') as ToolPart;
    assert.equal(tool.state, 'output-error');
    assert.equal(list.at(-1)?.type, 'finish');
  });

  it('is read on by another instance from its beginning, and from the thread in the middle', async () => {
    const client = local({ pace: 5 });
    const [one, two] = [harnessOf(client), harnessOf(client)];
    const threadId = await newThread(one);
    const reading = new Reading(await one.send(threadId, 'Hello, what can you do?'));
    await reading.until('text-delta');
    const middle = await two.request(`/chat/${threadId}/stream?after=${reading.seen.at(-1)?.id}`);
    assert.equal(middle.status, 204);
    const replay = (await events(await two.request(`/chat/${threadId}/stream`))).map(({ chunk }) => chunk);
    assert.deepEqual(grow(replay).parts, grow(await reading.all()).parts);
  });

  it('shows a thread that others have written in', async () => {
    const client = local();
    const harness = harnessOf(client);
    const threadId = await newThread(harness);
    const { data: before } = await client.beta.assistants.list();
    assert.equal(before.length, 0);
    const assistant = await client.beta.assistants.create({ model });
    const file = await client.files.create({ file: new File(['a,b'], 'data.csv'), purpose: 'assistants' });
    const engineThread = await upstreamThreadId(client, harness, threadId);
    await client.beta.threads.messages.create(engineThread, {
      role: 'user',
      content: 'Hello',
      attachments: [{ file_id: file.id, tools: [{ type: 'code_interpreter' }] }],
    });
    await client.beta.threads.runs.createAndPoll(engineThread, { assistant_id: assistant.id }, { pollIntervalMs: 1 });
    await client.beta.threads.messages.create(engineThread, { role: 'assistant', content: 'By the host.' });
    const { data } = await harness.json<MessagePage>(`/threads/${threadId}/messages?order=asc`);
    assert.deepEqual(
      data.slice(-2).map(({ role }) => role),
      ['user', 'assistant'],
    );
    const [part] = data.at(-2)?.parts ?? [];
    assert.equal((part as { filename?: string }).filename, 'data.csv');
    assert.match(textOf(data.at(-1) as UIMessage), /rule.*By the host\.$/s);
  });
});
