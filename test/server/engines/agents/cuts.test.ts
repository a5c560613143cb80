// The stream of a session is live only. Wherever it breaks, the answer must be what it would have been.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as fc from 'fast-check';
import OpenAI from 'openai';
import type { AgentSessionEvent } from 'openai/resources/beta/agents/agents';
import type { Chunk } from '../../../../protocol/index.ts';
import { agents, memoryFileStore, type FunctionTool, type RunContext } from '../../../../server/index.ts';
import { createLocalService, type LocalService } from '../../../../server/local/index.ts';
import type { AgentsThread } from '../../../../server/engines/agents/sessions.ts';
import { begin, message, untilQuiet, weather } from '../../../local/agents/agents.ts';
import { played } from '../../../local/assistants/assistants.ts';
import { grow } from '../../support/harness.ts';
import { names } from '../../support/map.ts';
import { replay, type Cut, type Recording } from './recorded-session.ts';

const none: Cut = { after: Infinity, missed: 0, overlap: 0, how: 'end', showsPartial: false, repeats: false };
const services: LocalService[] = [];
const recordings = new Map<string, Recording>();

before(async () => {
  for (const question of ['Hello', 'Run it', 'What is the weather in Oslo?']) {
    recordings.set(question, await record(question));
  }
});
after(() => Promise.all(services.map((service) => service.close())));

async function record(question: string): Promise<Recording> {
  const service = createLocalService(played);
  services.push(service);
  const client = new OpenAI({ apiKey: 'x', baseURL: 'http://local/v1', fetch: service.fetch, maxRetries: 0 });
  const { sessions } = client.beta.agents;
  const id = await begin(client, [weather]);
  const session = await sessions.retrieve(id);
  const stream = await sessions.events.stream(id);
  await sessions.events.create(id, { events: [message(question)] });
  const events: AgentSessionEvent[] = await untilQuiet(stream);
  const [action] = (await sessions.retrieve(id)).required_actions;
  if (action?.type === 'function_call') {
    const more = await sessions.events.stream(id);
    const { turn_id, call_id } = action;
    const output = JSON.stringify({ sky: 'blue' });
    const result = { type: 'agent.session.input.tool_result' as const, turn_id, call_id, success: true, output };
    await sessions.events.create(id, { events: [result] });
    events.push(...(await untilQuiet(more)));
  }
  return { session, events, artifacts: (await sessions.artifacts.list(id, { order: 'asc' })).data };
}

async function answerOf(
  recording: Recording,
  cut: Cut,
): Promise<{ chunks: Chunk[]; executed: number; results: unknown[] }> {
  const { client, results } = replay(recording, cut);
  let executed = 0;
  const get_weather: FunctionTool = {
    description: 'The weather',
    parameters: { type: 'object' },
    execute: () => {
      executed++;
      return { sky: 'blue' };
    },
  };
  const engine = agents({ client, model: 'any', tools: { get_weather } });
  const { signal } = new AbortController();
  const files = memoryFileStore();
  const context = { names, files, signal, report: assert.fail, idleMs: 60_000, maxToolRounds: 4 };
  const { session } = recording;
  const facts = { title: null, fileIds: [], retried: [], definition: null, metadata: {} };
  const thread = { id: session.id, session, facts, turn: undefined, activeRun: null } as unknown as AgentsThread;
  const run = context as unknown as RunContext;
  const questionId = await engine.addMessage(thread, { turn: 'turn', text: 'any', files: [] }, run);
  const chunks: Chunk[] = [];
  for await (const chunk of engine.answer(thread, questionId, run)) chunks.push(chunk);
  return { chunks, executed, results };
}

/** Without what is only for the moment. */
function lasting(chunks: readonly Chunk[]): Chunk[] {
  return chunks.filter(({ type }) => type !== 'data-status');
}

/** What must not come twice. */
function onceEach(chunks: readonly Chunk[]): string[] {
  const once = new Set(['start', 'text-start', 'text-end', 'tool-input-start', 'tool-input-available', 'finish']);
  return chunks.flatMap((chunk) => {
    const { id, toolCallId } = chunk as { id?: string; toolCallId?: string };
    return once.has(chunk.type) || chunk.type.startsWith('tool-output')
      ? [`${chunk.type} ${id ?? toolCallId ?? ''}`]
      : [];
  });
}

async function check(question: string, cut: Cut): Promise<void> {
  const recording = recordings.get(question) ?? assert.fail();
  const whole = await answerOf(recording, none);
  const { chunks, executed, results } = await answerOf(recording, cut);
  assert.deepEqual(grow(chunks).parts, grow(whole.chunks).parts);
  assert.deepEqual(lasting(chunks).at(-1), { type: 'finish', finishReason: 'stop' });
  assert.deepEqual(onceEach(chunks), onceEach(whole.chunks));
  assert.deepEqual([executed, results.length], [whole.executed, whole.results.length]);
}

describe('a stream that breaks', () => {
  for (const question of ['Hello', 'Run it', 'What is the weather in Oslo?']) {
    it(`loses and doubles nothing after any of its events: ${question}`, async () => {
      const { events } = recordings.get(question) ?? assert.fail();
      assert.ok(events.length > 10);
      await Promise.all(events.map((_, after) => check(question, { ...none, after })));
    });

    it(`nor when more happens until somebody listens and reads again: ${question}`, async () => {
      const { length } = recordings.get(question)?.events ?? assert.fail();
      const cut = fc.record<Cut>({
        after: fc.nat(length),
        missed: fc.nat(length),
        overlap: fc.nat(length),
        how: fc.constantFrom('end', 'error', 'garbage'),
        showsPartial: fc.boolean(),
        repeats: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(cut, { minLength: 16, maxLength: 16 }), (cuts) => {
          return Promise.all(cuts.map((each) => check(question, each))).then(() => undefined);
        }),
        { numRuns: 10 },
      );
    });
  }
});
