import type { ThreadRequest } from '../../../protocol/index.ts';
import { packedIds } from '../ids/packed-ids.ts';

/** What a thread keeps beside its items, in the metadata of the session. */
export interface SessionFacts {
  title: string | null;
  /** Uploads that came with its messages; a message may say anything, only these are believed to be the thread's. */
  fileIds: string[];
  /** Turns that failed and were asked anew: they are told no more. */
  retried: string[];
  /** Which tools and model the session was last given. */
  definition: string | null;
  /** The client's own facts. */
  metadata: Record<string, string>;
}

/** Of the 16 pairs that metadata may have, 4 are the client's. */
const maxFileKeys = 8;
const maxRetriedKeys = 2;

export function parseFacts(metadata: Record<string, string>): SessionFacts {
  const entries = Object.entries(metadata);
  const ids = (key: string, most: number) =>
    [...Array(most).keys()].flatMap((number) => metadata[`${key}.${number}`]?.split(' ') ?? []);
  return {
    title: metadata['title'] || null,
    fileIds: ids('files', maxFileKeys),
    retried: ids('retried', maxRetriedKeys),
    definition: metadata['definition'] ?? null,
    metadata: Object.fromEntries(
      entries.filter(([key]) => key.startsWith('user.')).map(([key, value]) => [key.slice('user.'.length), value]),
    ),
  };
}

/** The metadata that holds these facts; undefined where the files do not fit. */
export function formatFacts(facts: SessionFacts): Record<string, string> | undefined {
  const { title, fileIds, retried, definition, metadata } = facts;
  const files = packedIds(fileIds);
  if (files.length > maxFileKeys) return undefined;
  const entries: [string, string | null][] = [
    ['title', title],
    ['definition', definition],
    ...files.map((value, number): [string, string] => [`files.${number}`, value]),
    // Where there are more of them than there is room for, the oldest are told again.
    ...packedIds(retried)
      .slice(-maxRetriedKeys)
      .map((value, number): [string, string] => [`retried.${number}`, value]),
    ...Object.entries(metadata).map(([key, value]): [string, string] => [`user.${key}`, value]),
  ];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => !!entry[1]));
}

/** The facts after a client's change. */
export function withRequest(facts: SessionFacts, { title, metadata }: ThreadRequest): SessionFacts {
  return { ...facts, ...(title === undefined ? {} : { title }), ...(metadata === undefined ? {} : { metadata }) };
}
