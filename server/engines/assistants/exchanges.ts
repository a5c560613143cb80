import type OpenAI from 'openai';
import type { Message } from 'openai/resources/beta/threads/messages';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import { rejectUpstream } from '../upstream/upstream-error.ts';
import { metadataIn, questionIdOf } from './threads.ts';

/** A message of the user, and what was said in answer to it, oldest first. */
export interface Exchange {
  questionId: string;
  /** Undefined where the list begins behind it. */
  question: Message | undefined;
  said: Message[];
}

export interface ListOptions {
  client: OpenAI;
  threadId: string;
  signal: AbortSignal;
}

/** Marks a run whose answer was removed: the service keeps its steps for ever. */
export const removedMark = 'removed';

/** @param after the message before the first one: a list may begin with what was said to it */
export async function* exchanges(
  { client, threadId, signal }: ListOptions,
  order: 'asc' | 'desc',
  after?: string,
): AsyncGenerator<Exchange, void, void> {
  const query = { order, limit: 100, ...(after === undefined ? {} : { after }) };
  let said: Message[] = [];
  let current: Exchange | undefined =
    order === 'asc' && after !== undefined ? { questionId: after, question: undefined, said } : undefined;
  try {
    for await (const message of client.beta.threads.messages.list(threadId, query, { signal })) {
      if (message.role !== 'user') {
        if (order === 'asc') said.push(message);
        else said.unshift(message);
        continue;
      }
      if (order === 'asc') {
        if (current ?? said.length > 0) yield current ?? unasked(said);
        said = [];
        current = { questionId: message.id, question: message, said };
      } else {
        yield { questionId: message.id, question: message, said };
        said = [];
      }
    }
  } catch (error) {
    rejectUpstream(error);
  }
  if (current) yield current;
  else if (said.length > 0) yield unasked(said);
}

/** The runs of a thread by the message that each one answers, oldest first; those that others have begun under their own ids. */
export async function runsByQuestion({ client, threadId, signal }: ListOptions): Promise<Map<string, Run[]>> {
  const found = new Map<string, Run[]>();
  try {
    for await (const run of client.beta.threads.runs.list(threadId, { order: 'asc', limit: 100 }, { signal })) {
      if (metadataIn(run)[removedMark]) continue;
      const key = questionIdOf(run) ?? run.id;
      found.set(key, [...(found.get(key) ?? []), run]);
    }
  } catch (error) {
    rejectUpstream(error);
  }
  return found;
}

/** The runs that an exchange consists of. */
export function runsOf({ questionId, said }: Exchange, runs: ReadonlyMap<string, Run[]>): Run[] {
  const foreign = new Set(said.flatMap(({ run_id }) => run_id ?? []));
  return [...(runs.get(questionId) ?? []), ...[...foreign].flatMap((id) => runs.get(id) ?? [])];
}

/** What was said to nobody, which a host has put there, is named after its own first message. */
function unasked(said: Message[]): Exchange {
  return { questionId: said[0]?.id ?? '', question: undefined, said };
}
