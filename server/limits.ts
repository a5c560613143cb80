import type { WireLimits } from '../protocol/index.ts';

export interface Limits extends WireLimits {
  /** Size of the parts of large files, in bytes: as much of a file as is in memory at a time. */
  partBytes: number;
  /** Most responses in a row that call functions of the server before the model must answer. */
  maxToolRounds: number;
  /** Most tokens of one response, its reasoning included, where the engine's options do not say; 0 for what the model can. */
  maxOutputTokens: number;
  /** How long the service may be silent before a run counts as lost, in milliseconds. */
  upstreamIdleMs: number;
  /** Silence after which a stream sends a comment, in milliseconds. */
  keepAliveMs: number;
  /** How long an address of a file opens it, in milliseconds; then the page asks for a fresh one. */
  fileLinkMs: number;
  /** Most messages of one owner, and from one address, in a minute; 0 for any number, here and below. */
  turnsPerMinute: number;
  /** The same for a day, which begins at midnight UTC. */
  turnsPerDay: number;
  /** Most messages of everybody together in a day: what the host is ready to pay for. Any number unless it is set. */
  allTurnsPerDay: number;
  /** Most runs of one owner at once, in as many threads. */
  runsAtOnce: number;
  /** Most files of one owner, and from one address, in a minute. */
  filesPerMinute: number;
}

const mebibyte = 1024 * 1024;

export const defaultLimits: Readonly<Limits> = {
  maxFileBytes: 25 * mebibyte,
  partBytes: 4 * mebibyte,
  maxFiles: 10,
  maxTextLength: 32 * 1024,
  accept: '',
  maxToolRounds: 16,
  // As much as the smallest of the current models can write at once; a service refuses more than its model can.
  maxOutputTokens: 16_384,
  upstreamIdleMs: 90_000,
  keepAliveMs: 15_000,
  fileLinkMs: 60 * 60_000,
  turnsPerMinute: 20,
  turnsPerDay: 500,
  allTurnsPerDay: 0,
  runsAtOnce: 3,
  filesPerMinute: 60,
};

/** What a request may hold of a file at once; what is larger has to come in parts, or not at all. */
export const largestWhole = 32 * mebibyte;

/** The longest JSON body in bytes: the text, and files that plain AI SDK clients send inside it, with what they have sent before. */
export function longestBody({ maxFileBytes, maxTextLength }: Limits): number {
  return 4 * mebibyte + 8 * maxTextLength + 2 * Math.min(maxFileBytes, largestWhole);
}

/** `25 MB`, for a sentence. */
export function inWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < mebibyte ? `${Math.round(bytes / 1024)} KB` : `${Math.round((bytes / mebibyte) * 10) / 10} MB`;
}
