import assert from 'node:assert/strict';
import { it } from 'node:test';
import type OpenAI from 'openai';
import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { Chunk } from '../../../protocol/index.ts';
import { assistants, type FunctionTool, type RunContext } from '../../../server/index.ts';
import type { AssistantsThread } from '../../../server/engines/assistants/threads.ts';
import { names } from '../support/map.ts';

const id = 'thread_0123456789abcdef';
const call = (callId: string, name: string) => ({
  id: callId,
  type: 'function' as const,
  function: { name, arguments: '{}' },
});
const asked = [call('call_server', 'on_server'), call('call_page', 'in_page')];
const run = {
  id: 'run_0123456789abcdef',
  thread_id: id,
  created_at: 1_700_000_000,
  status: 'requires_action',
  metadata: { question: 'msg_question' },
  required_action: { submit_tool_outputs: { tool_calls: asked } },
} as unknown as Run;

it('functions of the server wait for those of the page, because the service takes all results at once', async () => {
  let executed = 0;
  const submitted: unknown[] = [];
  const steps = [
    {
      id: 'step_1',
      status: 'in_progress',
      step_details: {
        type: 'tool_calls',
        tool_calls: asked.map((each) => ({ ...each, function: { ...each.function, output: null } })),
      },
    },
  ];
  async function* completed(): AsyncGenerator<AssistantStreamEvent> {
    yield { event: 'thread.run.queued', data: { ...run, status: 'queued', required_action: null } };
    yield { event: 'thread.run.completed', data: { ...run, status: 'completed', required_action: null } };
  }
  async function* asking(): AsyncGenerator<AssistantStreamEvent> {
    yield { event: 'thread.run.created', data: { ...run, status: 'queued', required_action: null } };
    yield { event: 'thread.run.requires_action', data: run };
  }
  const runs = {
    create: () => Promise.resolve(asking()),
    submitToolOutputs: (_id: string, params: { tool_outputs: unknown[] }) => {
      submitted.push(...params.tool_outputs);
      return Promise.resolve(completed());
    },
    steps: {
      async *list() {
        yield* steps;
      },
    },
  };
  const client = { beta: { threads: { runs } } } as unknown as OpenAI;
  const tool: FunctionTool = { description: 'Does it', parameters: { type: 'object' } };
  const onServer = { ...tool, execute: () => `done ${++executed}` };
  const tools = { on_server: onServer, in_page: tool };
  const engine = assistants({ client, assistantId: 'asst_1', tools });
  const { signal } = new AbortController();
  const context = { names, signal, report: assert.fail, idleMs: 1000, maxToolRounds: 4 } as unknown as RunContext;
  const thread = { id, run: null, resources: {}, activeRun: null } as unknown as AssistantsThread;

  const first = await collect(engine.answer(thread, 'msg_question', context));
  assert.equal(executed, 0);
  assert.deepEqual(first.at(-1), { type: 'finish', finishReason: 'tool-calls' });

  const answers = [{ toolCallId: 'call_page', output: 'shown' }];
  const second = await collect(engine.resume({ ...thread, run }, answers, context));
  assert.equal(executed, 1);
  assert.deepEqual(submitted, [
    { tool_call_id: 'call_page', output: 'shown' },
    { tool_call_id: 'call_server', output: 'done 1' },
  ]);
  const outputs = second.flatMap((chunk) => (chunk.type === 'tool-output-available' ? [chunk.toolCallId] : []));
  assert.deepEqual(outputs, ['call_page', 'call_server']);
  assert.equal(second[0]?.type, 'start');
  await assert.rejects(collect(engine.resume({ ...thread, run }, [], context)), /open calls/);
  assert.equal(executed, 1);
});

async function collect(list: AsyncIterable<Chunk>): Promise<Chunk[]> {
  const all: Chunk[] = [];
  for await (const chunk of list) all.push(chunk);
  return all;
}
