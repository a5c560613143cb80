import type { Assistant } from 'openai/resources/beta/assistants';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { RunStep } from 'openai/resources/beta/threads/runs/steps';
import { modelName } from '../models.ts';
import type { Stamp } from '../stamp.ts';
import type { RunRequest } from './read-run-request.ts';

/** How long a run may take, the waiting for functions included, in seconds; as at OpenAI. */
const lifetime = 600;

/** A run before anything has happened. */
export function newRun(threadId: string, request: RunRequest, assistant: Assistant, stamp: Stamp): Run {
  const { instructions = assistant.instructions ?? '', additionalInstructions } = request;
  const created_at = stamp.seconds();
  return {
    id: stamp.id('run_'),
    object: 'thread.run',
    created_at,
    assistant_id: assistant.id,
    thread_id: threadId,
    status: 'queued',
    started_at: null,
    expires_at: created_at + lifetime,
    cancelled_at: null,
    failed_at: null,
    completed_at: null,
    required_action: null,
    last_error: null,
    incomplete_details: null,
    model: modelName,
    instructions: [instructions, additionalInstructions].filter(Boolean).join('\n\n'),
    tools: request.tools ?? assistant.tools,
    metadata: request.metadata,
    temperature: assistant.temperature ?? 1,
    top_p: assistant.top_p ?? 1,
    max_completion_tokens: request.maxCompletionTokens,
    max_prompt_tokens: null,
    truncation_strategy: { type: 'auto', last_messages: null },
    response_format: assistant.response_format ?? 'auto',
    tool_choice: 'auto',
    parallel_tool_calls: true,
    usage: null,
    ...request.settings,
  };
}

/** A step that has just begun. */
export function newStep(run: Run, details: RunStep['step_details'], stamp: Stamp): RunStep {
  return {
    id: stamp.id('step_'),
    object: 'thread.run.step',
    created_at: stamp.seconds(),
    run_id: run.id,
    assistant_id: run.assistant_id,
    thread_id: run.thread_id,
    type: details.type,
    status: 'in_progress',
    cancelled_at: null,
    completed_at: null,
    expired_at: null,
    failed_at: null,
    last_error: null,
    metadata: {},
    step_details: details,
    usage: null,
  };
}

/** True while something is to come of a run. */
export function isActive({ status }: Run): boolean {
  return status === 'queued' || status === 'in_progress' || status === 'requires_action' || status === 'cancelling';
}

/** What runs and steps share when they end, whatever way. */
export function endOf(
  status: 'completed' | 'cancelled' | 'failed' | 'expired',
  at: number,
  message?: string,
): Pick<RunStep, 'status' | 'last_error' | `${'cancelled' | 'completed' | 'failed' | 'expired'}_at`> {
  const times = { cancelled_at: null, completed_at: null, failed_at: null, expired_at: null };
  const last_error = message === undefined ? null : { code: 'server_error' as const, message };
  return { ...times, [`${status}_at`]: at, status, last_error };
}

/** A step as a request sees it: the text of what was found only where it is asked for. */
export function shownStep(step: RunStep, withContent: boolean): RunStep {
  const { step_details: details } = step;
  if (withContent || details.type !== 'tool_calls') return step;
  const tool_calls = details.tool_calls.map((call) => {
    if (call.type !== 'file_search' || !call.file_search.results) return call;
    const results = call.file_search.results.map(({ content: _, ...result }) => result);
    return { ...call, file_search: { ...call.file_search, results } };
  });
  return { ...step, step_details: { ...details, tool_calls } };
}
