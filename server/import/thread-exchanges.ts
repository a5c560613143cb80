import type { Message } from 'openai/resources/beta/threads/messages';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { RunStep } from 'openai/resources/beta/threads/runs/steps';
import type { SavedThread } from './saved-thread.ts';

/** What an assistant did in one run, in its order; of messages that nobody knows a run of, there is only what was said. */
export interface Reply {
  run: Run | undefined;
  runId: string;
  did: (Message | RunStep)[];
}

/** The messages of people and the replies of the assistant, in the order in which they were said. */
export function threadExchanges({ messages, runs, steps }: SavedThread): (Message | Reply)[] {
  const told = new Set<string>();
  const silent = runs.filter(({ id }) => !messages.some(({ run_id }) => run_id === id));
  const said: (Message | Reply)[] = [];
  for (const message of messages) {
    if (message.role === 'user') {
      // A run that has left no message belongs behind the question it was for.
      for (const run of silent.filter(({ created_at }) => created_at < message.created_at)) add(run.id, run);
      said.push(message);
    } else if (message.run_id === null) {
      said.push({ run: undefined, runId: message.id, did: [message] });
    } else {
      add(
        message.run_id,
        runs.find(({ id }) => id === message.run_id),
      );
    }
  }
  for (const run of silent) add(run.id, run);
  return said;

  function add(runId: string, run: Run | undefined): void {
    if (told.has(runId)) return;
    told.add(runId);
    said.push({ run, runId, did: doneIn(runId) });
  }

  /** Steps know the order; a message that no step tells of comes behind them. */
  function doneIn(runId: string): (Message | RunStep)[] {
    const own = messages.filter((message) => message.run_id === runId);
    const ordered = steps
      .filter(({ run_id }) => run_id === runId)
      .flatMap((step): (Message | RunStep)[] => {
        const { step_details: details } = step;
        if (details.type === 'tool_calls') return [step];
        return own.filter(({ id }) => id === details.message_creation.message_id);
      });
    return [...ordered, ...own.filter((message) => !ordered.includes(message))];
  }
}
