import type { PythonFile, PythonResult } from './python-result.ts';
import { largestFile, type RunRecord } from './run-record.ts';

const sentences: Record<string, string> = {
  Aborted: 'The run was stopped.',
  Crash: 'Python stopped unexpectedly.',
  Unavailable: 'Python is not available.',
};

/** What the record of a run says, for those outside. `limit` is the time it had, in milliseconds; `note` stands before the output. */
export function resultOf(record: RunRecord, { limit, note }: { limit: number; note: string }): PythonResult {
  const { failure } = record;
  const message = failure && (failure.message || sentenceOf(failure.name, limit));
  const lost = record.tooLarge.map(
    ({ path, size }) =>
      `${path} (${megabytes(size)}) is larger than the ${megabytes(largestFile)} that can be handed out\n`,
  );
  const ending = failure && (failure.traceback || `${failure.name}: ${message}\n`);
  return {
    logs: [note, record.log, ...lost, ending ?? ''].filter(Boolean).reduce(joinLines, ''),
    ...(failure && { error: { name: failure.name, message: message ?? '' } }),
    files: nameFiles(record.files),
    shown: record.shown,
  };
}

/** The result of a run that never began. */
export function failedResult(name: 'Aborted' | 'Unavailable', reason = ''): PythonResult {
  const message = reason || sentenceOf(name, 0);
  return { logs: `${name}: ${message}\n`, error: { name, message }, files: [], shown: [] };
}

/** Files of subfolders go by their base names, unless another one has it. */
function nameFiles(files: ReadonlyMap<string, Uint8Array>): PythonFile[] {
  const taken = new Map<string, number>();
  const bases = [...files.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1));
  for (const base of bases) taken.set(base, (taken.get(base) ?? 0) + 1);
  return [...files].map(([path, bytes], index) => {
    const base = bases[index] ?? path;
    return { name: (taken.get(base) ?? 0) > 1 ? path.replaceAll('/', '-') : base, bytes };
  });
}

function sentenceOf(name: string, limit: number): string {
  if (name === 'Timeout') return `The code ran longer than ${limit / 1000} s and was stopped.`;
  return sentences[name] ?? '';
}

function joinLines(text: string, next: string): string {
  return text === '' || text.endsWith('\n') ? text + next : `${text}\n${next}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
}
