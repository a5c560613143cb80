import type OpenAI from 'openai';
import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { RunStep } from 'openai/resources/beta/threads/runs/steps';
import { pause } from '../upstream/pause.ts';
import { rejectUpstream } from '../upstream/upstream-error.ts';

export interface PollOptions {
  client: OpenAI;
  threadId: string;
  runId: string;
  /** Between two looks, in milliseconds. */
  pollMs: number;
  signal: AbortSignal;
}

/** Asks for what searches have found, which a step does not tell by itself. */
export const stepContent = ['step_details.tool_calls[*].file_search.results[*].content' as const];

/** What the events of a run would tell, asked for again and again: each step and each message when it is whole. */
export async function* polledEvents(options: PollOptions): AsyncGenerator<AssistantStreamEvent, void, void> {
  const { client, threadId, runId, pollMs, signal } = options;
  const told = new Set<string>();
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    // The run first: what is told of it must not be newer than what is told of its steps.
    const params = { thread_id: threadId };
    const run = await client.beta.threads.runs.retrieve(runId, params, { signal }).catch(rejectUpstream);
    const isOver = run.status !== 'queued' && run.status !== 'in_progress' && run.status !== 'cancelling';
    if (isFirst || !isOver) {
      yield { event: run.status === 'queued' ? 'thread.run.queued' : 'thread.run.in_progress', data: run };
    }
    for await (const step of runSteps(client, run, signal)) {
      if (step.status === 'in_progress') break;
      if (told.has(step.id)) continue;
      told.add(step.id);
      yield* stepEvents(step, client, signal);
    }
    if (isOver) {
      yield { event: `thread.run.${run.status}`, data: run } as AssistantStreamEvent;
      return;
    }
    await pause(pollMs, signal);
  }
}

/** The steps of a run, oldest first, with what was found. */
export async function* runSteps(
  client: OpenAI,
  { id, thread_id }: Pick<Run, 'id' | 'thread_id'>,
  signal: AbortSignal,
): AsyncGenerator<RunStep, void, void> {
  const params = { thread_id, order: 'asc' as const, limit: 100, include: stepContent };
  try {
    yield* client.beta.threads.runs.steps.list(id, params, { signal });
  } catch (error) {
    rejectUpstream(error);
  }
}

async function* stepEvents(
  step: RunStep,
  client: OpenAI,
  signal: AbortSignal,
): AsyncGenerator<AssistantStreamEvent, void, void> {
  if (step.step_details.type === 'message_creation') {
    const { message_id } = step.step_details.message_creation;
    const params = { thread_id: step.thread_id };
    const message = await client.beta.threads.messages.retrieve(message_id, params, { signal }).catch(rejectUpstream);
    if (message.content.length > 0) yield { event: 'thread.message.completed', data: message };
  }
  yield { event: `thread.run.step.${step.status}`, data: step } as AssistantStreamEvent;
}
