import type { Names } from '../../access/names.ts';

/**
 * A file that a function gave, as it stands in its output. It is named by its handle, so whatever else writes such an output
 * cannot make a file of somebody else's appear.
 */
export interface FunctionFile {
  file: { id: string; name: string; type: string; bytes: number };
}

/** The files in a function's output, however deep. */
export function* functionFiles(value: unknown, names: Names): Generator<FunctionFile['file']> {
  if (typeof value !== 'object' || value === null) return;
  if (isFunctionFile(value, names)) {
    yield value.file;
    return;
  }
  for (const each of Object.values(value)) yield* functionFiles(each, names);
}

function isFunctionFile(value: object, names: Names): value is FunctionFile {
  const { file } = value as Partial<FunctionFile>;
  return typeof file?.id === 'string' && typeof file.name === 'string' && names.openFile(file.id) !== undefined;
}
