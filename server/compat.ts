import type { Chunk } from '../protocol/index.ts';

/** `strict` leaves out what AI SDK clients before 5.0.217, 6.0.231 and 7.0.32 refuse as unknown keys. */
export type Compat = 'loose' | 'strict';

const laterKeys: Readonly<Record<string, readonly string[]>> = {
  'text-end': ['citations'],
  'tool-input-start': ['title', 'providerMetadata', 'toolMetadata', 'inputEncoding'],
  'tool-input-available': ['title', 'toolMetadata'],
  'tool-input-error': ['title', 'toolMetadata'],
  'tool-output-available': ['providerMetadata', 'toolMetadata'],
  'tool-output-error': ['providerMetadata', 'toolMetadata'],
  'tool-approval-request': ['reason', 'isAutomatic'],
  abort: ['reason'],
};

/** The chunk without the keys that older AI SDK clients do not know. */
export function strictChunk(chunk: Chunk): Chunk {
  const dropped = laterKeys[chunk.type];
  if (!dropped) return chunk;
  return Object.fromEntries(Object.entries(chunk).filter(([key]) => !dropped.includes(key))) as Chunk;
}
