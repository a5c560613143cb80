import type { LocalServiceOptions } from '../../../server/local/index.ts';
import type { PythonResult } from '../../../server/local/python/index.ts';
import { fakePython } from '../../local/wire/fake-python.ts';

/** Runs the same code for every question that begins with "Plot": it prints, writes a file that the answer links to, and shows what is given. */
export function plotting(
  shown: PythonResult['shown'] = [],
): Required<Pick<LocalServiceOptions, 'python' | 'writeCode'>> {
  return {
    writeCode: (question) =>
      question.startsWith('Plot')
        ? {
            kind: 'table',
            code: 'print("a: 2")',
            answer: () => 'Done 🦊: see [the table](sandbox:/mnt/data/mean.csv).',
          }
        : undefined,
    python: fakePython({
      logs: 'a: 2\n',
      files: [{ name: 'mean.csv', bytes: new TextEncoder().encode('group,mean\na,2\n') }],
      shown,
    }),
  };
}
