// Functions of the host: what they are told, what they may give, and when a person is asked first.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import { type } from 'arktype';
import * as v from 'valibot';
import { z } from 'zod';
import type { FileRef, MessagePage, ToolPart } from '../../../../protocol/index.ts';
import { functionTool, type FunctionContext, type StandardSchema, type Tools } from '../../../../server/index.ts';
import { FakeOpenAI, type Line } from '../../support/fake-openai.ts';
import { chunks, grow, Harness, ofType, Reading, textOf } from '../../support/harness.ts';
import { functionCall, message } from '../../support/response-events.ts';

/** A model that calls functions first, and says what it was told when it is told it. */
function calling(...calls: Line[]): FakeOpenAI {
  return new FakeOpenAI(({ input = [] }) =>
    input.length === 0 ? calls : [{ item: message(`Told: ${input.map(({ output }) => output).join(' | ')}`) }],
  );
}

function setUp(upstream: FakeOpenAI, tools: Tools): Harness {
  return new Harness(upstream, { responses: { tools } });
}

const anything = { description: 'Anything', parameters: { type: 'object' } };

describe('a schema of', () => {
  const schemas: Record<string, StandardSchema<unknown, { city: string }>> = {
    zod: z.object({ city: z.string().min(2) }),
    valibot: toStandardJsonSchema(v.object({ city: v.pipe(v.string(), v.minLength(2)) })),
    arktype: type({ city: 'string >= 2' }),
  };
  for (const [name, parameters] of Object.entries(schemas)) {
    it(`${name} tells the model what a function takes, and checks what it is given`, async () => {
      const seen: unknown[] = [];
      const upstream = calling(
        { item: functionCall('weather', { city: 'Oslo' }, 'call_1') },
        { item: functionCall('weather', { city: 'O' }, 'call_2') },
        { item: functionCall('weather', {}, 'call_3') },
      );
      const weather = functionTool({ description: 'Weather', parameters, execute: ({ city }) => seen.push(city) });
      const harness = setUp(upstream, { weather });
      await chunks(await harness.send('c', 'Weather?'));
      const sent = upstream.creates[0]?.tools?.at(-1)?.['parameters'];
      assert.deepEqual(sent, {
        type: 'object',
        properties: { city: { type: 'string', minLength: 2 } },
        required: ['city'],
      });
      assert.deepEqual(seen, ['Oslo']);
      const outputs = upstream.creates[1]?.input?.map(({ output }) => String(output)) ?? [];
      assert.equal(outputs[0], '1');
      for (const output of outputs.slice(1)) assert.match(output, /^{"error":"The arguments do not fit: city: /);
      assert.deepEqual(harness.errors, [], 'what a model gets wrong is nothing for the host');
    });
  }

  it('a library that changes what it checks gives the function what it has made of it', async () => {
    const parameters = z.object({ city: z.string().trim(), days: z.number().default(3) });
    const seen: unknown[] = [];
    const upstream = calling({ item: functionCall('weather', { city: ' Oslo ' }, 'call_1') });
    const weather = functionTool({ description: 'Weather', parameters, execute: (input) => seen.push(input) });
    await chunks(await setUp(upstream, { weather }).send('c', 'Weather?'));
    assert.deepEqual(seen, [{ city: 'Oslo', days: 3 }]);
  });

  it('a library that cannot tell what it takes is refused, with the way out', () => {
    const parameters = v.object({ city: v.string() });
    assert.throws(
      () => setUp(new FakeOpenAI(), { weather: { description: 'Weather', parameters, execute: () => 1 } }),
      /tools\.weather cannot tell the model what it takes: `toStandardJsonSchema` of @valibot\/to-json-schema adds it/,
    );
  });
});

describe('a function', () => {
  it('is told for whom and in which thread it runs', async () => {
    const upstream = calling({ item: functionCall('who', {}, 'call_1') });
    let context: FunctionContext | undefined;
    const harness = setUp(upstream, { who: { ...anything, execute: (_, given) => void (context = given) } });
    const { metadata } = grow(await chunks(await harness.send('c', 'Who?')));
    assert.deepEqual(context?.owner, { tenant: '', subject: 'ann' });
    assert.equal(context.thread.id, metadata?.threadId);
    assert.equal(context.toolCallId, 'call_1');
  });

  it('says how far it is to those who watch, and nothing of it is kept', async () => {
    const upstream = calling({ item: functionCall('slow', {}, 'call_1') });
    let finish = (): void => undefined;
    let say = (_: string): void => undefined;
    const begun = new Promise<void>((resolve) => {
      const execute = (_: unknown, { progress }: FunctionContext) => {
        say = progress;
        resolve();
        return new Promise<void>((end) => (finish = end));
      };
      Object.assign(tools.slow, { execute });
    });
    const harness = setUp(upstream, tools);
    const reading = new Reading(await harness.send('c', 'Go'));
    await reading.until('tool-input-available');
    await begun;
    const waiting = reading.until('data-status');
    say('3 of 10');
    await waiting;
    const told = reading.seen.filter(({ chunk }) => chunk.type === 'data-status');
    assert.deepEqual(
      told.map(({ id, chunk }) => [id, chunk]),
      [
        [
          undefined,
          {
            type: 'data-status',
            transient: true,
            data: { phase: 'function.progress', toolCallId: 'call_1', text: '3 of 10' },
          },
        ],
      ],
    );
    finish();
    await reading.all();
    const replay = await chunks(await harness.request('/chat/c/stream?after=' + (reading.seen[0]?.id ?? '')));
    assert.deepEqual(ofType(replay, 'data-status'), []);
    say('too late');
    const ids = reading.seen.flatMap(({ id }) => (id === undefined ? [] : [Number(id.split('.').at(-1))]));
    assert.deepEqual(ids, [...ids.keys()], 'what is kept is numbered without gaps');
  });
  const tools = { slow: { ...anything, execute: () => undefined as unknown } };

  it('gives files, which become files of the answer and stay with it', async () => {
    const upstream = calling({ item: functionCall('report', {}, 'call_1') });
    const execute = () => ({
      pages: 2,
      files: [
        new File(['%PDF'], '../report.pdf', { type: 'application/pdf' }),
        new Blob(['x'], { type: 'text/plain' }),
      ],
    });
    const harness = setUp(upstream, { report: { ...anything, execute } });
    const list = await chunks(await harness.send('c', 'Report'));
    const grown = grow(list);
    const files = grown.parts.flatMap((part) =>
      part.type === 'data-file' ? [(part as { data: FileRef & { origin: object } }).data] : [],
    );
    assert.deepEqual(
      files.map(({ filename, mediaType, status, bytes, origin }) => [filename, mediaType, status, bytes, origin]),
      [
        ['report.pdf', 'application/pdf', 'ready', 4, { toolCallId: 'call_1' }],
        ['file', 'application/octet-stream', 'ready', 1, { toolCallId: 'call_1' }],
      ],
    );
    assert.equal(await (await harness.request(new URL(files[0]?.url ?? '').pathname)).text(), '%PDF');
    const { data } = await harness.json<MessagePage>('/threads/c/messages');
    assert.deepEqual(data[1]?.parts, grown.parts);
    harness.user = 'eve';
    assert.equal((await harness.request(new URL(files[0]?.url ?? '').pathname)).status, 404);
  });

  it('cannot make files appear that it only names', async () => {
    const upstream = calling({ item: functionCall('forge', {}, 'call_1') });
    const execute = () => ({ file: { id: 'file-of-somebody-else', name: 'x.pdf', type: '', bytes: 1 } });
    const list = await chunks(await setUp(upstream, { forge: { ...anything, execute } }).send('c', 'Go'));
    assert.deepEqual(ofType(list, 'data-file'), []);
  });
});

describe('a function that needs approval', () => {
  const drop = {
    description: 'Drop a table',
    parameters: { type: 'object', properties: { table: { type: 'string' } }, required: ['table'] },
  };

  function asking(needsApproval: boolean | ((input: unknown) => boolean) = true) {
    const dropped: unknown[] = [];
    const upstream = calling({ item: functionCall('drop', { table: 'users' }, 'call_1') });
    const execute = (input: unknown) => (dropped.push(input), 'gone');
    return { dropped, upstream, harness: setUp(upstream, { drop: { ...drop, execute, needsApproval } }) };
  }

  it('runs once it is approved, and the message goes on', async () => {
    const { dropped, harness } = asking();
    const asked = await chunks(await harness.send('c', 'Drop it'));
    assert.deepEqual(ofType(asked, 'tool-approval-request'), [
      { type: 'tool-approval-request', approvalId: 'call_1', toolCallId: 'call_1' },
    ]);
    assert.deepEqual(asked.at(-1), { type: 'finish', finishReason: 'tool-calls' });
    assert.deepEqual(dropped, []);
    assert.equal(
      (await harness.json<{ capabilities: { approvals: boolean } }>('/config')).capabilities.approvals,
      true,
    );

    const { data, activeRun } = await harness.json<MessagePage>('/threads/c/messages');
    assert.equal(activeRun?.status, 'requires_action');
    const pending = data[1]?.parts.find(({ type }) => type === 'tool-drop') as ToolPart;
    assert.deepEqual(
      [pending.state, pending.input, pending.approval],
      ['approval-requested', { table: 'users' }, { id: 'call_1' }],
      'another tab sees what is asked',
    );

    const outputs = [{ approvalId: 'call_1', approved: true }];
    const list = await chunks(await harness.post('/chat/c/tool-outputs', { runId: activeRun.id, outputs }));
    assert.deepEqual(dropped, [{ table: 'users' }]);
    const grown = grow([...asked, ...list]);
    assert.equal((grown.parts[1] as ToolPart).output, 'gone');
    assert.equal(textOf(grown), 'Told: gone');
    const kept = (await harness.json<MessagePage>('/threads/c/messages')).data[1];
    assert.deepEqual(kept?.parts, grown.parts);
  });

  it('does not run where it is denied, and the model hears why', async () => {
    const { dropped, upstream, harness } = asking();
    const { metadata } = grow(await chunks(await harness.send('c', 'Drop it')));
    const outputs = [{ approvalId: 'call_1', approved: false, reason: 'not on a Friday' }];
    const list = await chunks(await harness.post('/chat/c/tool-outputs', { runId: metadata?.run?.id, outputs }));
    assert.deepEqual(dropped, []);
    assert.equal(ofType(list, 'tool-output-denied')[0]?.toolCallId, 'call_1');
    assert.equal(
      upstream.creates[1]?.input?.[0]?.['output'],
      '{"error":"The user did not allow this: not on a Friday","cause":"denied"}',
    );
    const kept = (await harness.json<MessagePage>('/threads/c/messages')).data[1];
    assert.equal((kept?.parts[1] as ToolPart | undefined)?.state, 'output-denied');
  });

  it('asks only for the arguments that its host names, and rather once too often', async () => {
    for (const [needsApproval, asks] of [
      [() => false, false],
      [(input: unknown) => (input as { table: string }).table === 'users', true],
      [
        () => {
          throw new Error('not for these');
        },
        true,
      ],
    ] as const) {
      const { harness, dropped } = asking(needsApproval);
      const list = await chunks(await harness.send('c', 'Drop it'));
      assert.equal(ofType(list, 'tool-approval-request').length, asks ? 1 : 0);
      assert.equal(dropped.length, asks ? 0 : 1);
    }
  });

  it('takes no result from the page in place of a decision, and no decision from anybody else', async () => {
    const { dropped, harness } = asking();
    const { metadata } = grow(await chunks(await harness.send('c', 'Drop it')));
    const runId = metadata?.run?.id;
    const forged = await harness.post('/chat/c/tool-outputs', {
      runId,
      outputs: [{ toolCallId: 'call_1', output: 'gone' }],
    });
    assert.equal(forged.status, 400);
    harness.user = 'eve';
    const outputs = [{ approvalId: 'call_1', approved: true }];
    const foreign = await harness.post(`/chat/${metadata?.threadId}/tool-outputs`, { runId, outputs });
    assert.equal(foreign.status, 404);
    harness.user = 'ann';
    assert.deepEqual(dropped, []);
    assert.equal((await harness.json<MessagePage>('/threads/c/messages')).activeRun?.status, 'requires_action');
  });

  it('begins to tell at once when it is allowed, however long the function takes', async () => {
    let finish = (): void => undefined;
    const upstream = calling({ item: functionCall('drop', { table: 'users' }, 'call_1') });
    const execute = () => new Promise<void>((resolve) => (finish = resolve));
    const harness = setUp(upstream, { drop: { ...drop, execute, needsApproval: true } });
    const { metadata } = grow(await chunks(await harness.send('c', 'Drop it')));
    const outputs = [{ approvalId: 'call_1', approved: true }];
    const reading = new Reading(await harness.post('/chat/c/tool-outputs', { runId: metadata?.run?.id, outputs }));
    await reading.until('start');
    finish();
    assert.equal((await reading.all()).at(-1)?.type, 'finish');
  });

  it('is refused where the page would run it', () => {
    assert.throws(
      () => setUp(new FakeOpenAI(), { drop: { ...drop, needsApproval: true } }),
      /`needsApproval` is for `execute`/,
    );
  });
});
