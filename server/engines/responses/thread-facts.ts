import type { ThreadRequest } from '../../../protocol/index.ts';
import { packedIds } from '../ids/packed-ids.ts';

/** Which run a thread's newest answer is, kept with the thread so that any instance finds it. */
export interface RunFacts {
  /** The run's first response, which names it, and its newest. */
  first: string;
  latest: string;
  /** The user's message that is answered. */
  questionId: string;
  state: 'active' | 'waiting' | 'over';
}

/** What a thread keeps beside its messages, in the metadata of the conversation. */
export interface ThreadFacts {
  title: string | null;
  /** Milliseconds since the epoch; 0 where nothing was written yet. */
  updatedAt: number;
  /** The newest turn that was begun, so that one that is begun again is known. */
  turn: string | null;
  vectorStoreId: string | null;
  /** All files of the thread, for the code interpreter. */
  fileIds: string[];
  run: RunFacts | null;
  /** The client's own facts. */
  metadata: Record<string, string>;
}

/** OpenAI's limit; 4 pairs are the client's, 4 hold the other facts. */
const mostPairs = 16;
const maxFileKeys = 8;

/** The facts in a conversation's metadata, whatever it holds. */
export function parseFacts(metadata: unknown): ThreadFacts {
  const entries = Object.entries((metadata ?? {}) as Record<string, unknown>).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  const values = new Map(entries);
  // There is no room for a pair of its own.
  const [updatedAt, turn] = values.get('updated')?.split(' ') ?? [];
  const fileKeys = [...Array(maxFileKeys).keys()].map((number) => `files.${number}`);
  return {
    title: values.get('title') ?? null,
    updatedAt: Number(updatedAt) || 0,
    turn: turn ?? null,
    vectorStoreId: values.get('vector_store') ?? null,
    fileIds: fileKeys.flatMap((key) => values.get(key)?.split(' ') ?? []),
    run: parseRun(values.get('run')),
    metadata: Object.fromEntries(
      entries.filter(([key]) => key.startsWith('user.')).map(([key, value]) => [key.slice('user.'.length), value]),
    ),
  };
}

/**
 * The metadata that holds these facts; undefined where the files do not fit. Keys that hold nothing any more become empty, which
 * says the same to a service that replaces metadata and to one that merges it.
 */
export function formatFacts(facts: ThreadFacts, older: ThreadFacts): Record<string, string> | undefined {
  const values = valuesOf(facts);
  if (packedIds(facts.fileIds).length > maxFileKeys) return undefined;
  const emptied = Object.keys(valuesOf(older)).filter((key) => !(key in values));
  const room = Math.max(0, mostPairs - Object.keys(values).length);
  return { ...values, ...Object.fromEntries(emptied.slice(0, room).map((key) => [key, ''])) };
}

function valuesOf({
  title,
  updatedAt,
  turn,
  vectorStoreId,
  run,
  fileIds,
  metadata,
}: ThreadFacts): Record<string, string> {
  const entries: [string, string | null][] = [
    ['title', title],
    ['updated', updatedAt === 0 ? null : turn ? `${updatedAt} ${turn}` : String(updatedAt)],
    ['vector_store', vectorStoreId],
    ['run', run && `${run.first} ${run.latest} ${run.questionId} ${run.state}`],
    ...packedIds(fileIds).map((value, number): [string, string] => [`files.${number}`, value]),
    ...Object.entries(metadata).map(([key, value]): [string, string] => [`user.${key}`, value]),
  ];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => !!entry[1]));
}

/** The facts after a client's change. */
export function withRequest(facts: ThreadFacts, { title, metadata }: ThreadRequest): ThreadFacts {
  return { ...facts, ...(title === undefined ? {} : { title }), ...(metadata === undefined ? {} : { metadata }) };
}

function parseRun(value: string | undefined): RunFacts | null {
  const [first, latest, questionId, state] = value?.split(' ') ?? [];
  if (!first || !latest || !questionId) return null;
  return { first, latest, questionId, state: state === 'active' || state === 'waiting' ? state : 'over' };
}
