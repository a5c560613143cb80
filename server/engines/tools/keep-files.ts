import type { EngineContext } from '../../engine.ts';
import { safeFilename } from '../../files/safe-filename.ts';
import type { FunctionFile } from '../parts/function-file.ts';

/** What a function gave, each file in it kept and named in its place: JSON has no files. */
export async function keepFiles(value: unknown, context: Pick<EngineContext, 'names' | 'files'>): Promise<unknown> {
  if (value instanceof Blob) return keepFile(value, context);
  if (Array.isArray(value)) return Promise.all(value.map((each) => keepFiles(each, context)));
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).map(async ([key, each]) => [key, await keepFiles(each, context)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function keepFile(blob: Blob, { names, files }: Pick<EngineContext, 'names' | 'files'>): Promise<FunctionFile> {
  const name = safeFilename(blob instanceof File ? blob.name : 'file');
  const id = `${filePrefix}${crypto.randomUUID()}`;
  await files.put(id, blob instanceof File ? blob : new File([blob], name, { type: blob.type }));
  return { file: { id: names.file(id), name, type: blob.type, bytes: blob.size } };
}

const filePrefix = 'made-';

/** True for files that functions of the host have given: they are with the adapter alone. */
export function isMadeByFunction(fileId: string): boolean {
  return fileId.startsWith(filePrefix);
}

/** Objects of classes say themselves what they are as JSON. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
