import { newMapper } from './map.ts';
import { noRecordings, readRecordings, type Recording } from './recordings.ts';
import type { Chunk } from '../../../protocol/index.ts';

/** What a page gets to see of the recordings, which it cannot read: the chunks the adapter makes of them. */
export interface RecordedAnswers {
  /** Why there are none, for the report. */
  missing: string | false;
  answers: { name: string; chunks: Chunk[] }[];
}

export const recordedAnswersPath = '/recorded-answers.json';

/** A plugin of the test runner that serves the recorded answers to the browser tests. */
export const serveRecordings = {
  name: 'recorded-answers',
  serve({ path }: { path: string }): { body: string; type: string } | undefined {
    if (path !== recordedAnswersPath) return undefined;
    const answers = readRecordings().map((recording) => ({ name: recording.name, chunks: chunksOf(recording) }));
    const found: RecordedAnswers = { missing: noRecordings, answers };
    return { body: JSON.stringify(found), type: 'json' };
  },
};

function chunksOf({ responses }: Recording): Chunk[] {
  const mapper = newMapper();
  return responses.flatMap((events) => events.flatMap((event) => Array.from(mapper.map(event))));
}
