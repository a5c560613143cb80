/** One thing that is measured, with every subject in turn. */
export interface Case {
  readonly part: 'firehose' | 'paced' | 'frames' | 'thread';
  readonly name: string;
  /** A name that `textOf` knows. */
  readonly text: string;
  /** How much text that is, in whatever it is counted in. */
  readonly size: number;
  /** Tokens a second. */
  readonly rate: number;
  /** Messages that stand before the answer. */
  readonly history: number;
  /** The processor seems so many times slower. */
  readonly slowdown: number;
  readonly subjects: readonly string[];
}

const usual = { rate: Infinity, history: 0, slowdown: 1 };
const paced = { ...usual, text: 'answer-2000', size: 2000 };
export const ours = ['annotated-message', 'assistant-chat'];
const fast = ['floor', 'floor-dom', ...ours];

function firehose(name: string, text: string, subjects: readonly string[] = fast): Case {
  return { ...usual, part: 'firehose', name, text, size: Number(text.split('-').at(-1)), subjects };
}

/** Everything there is to measure. A naive page is left out where it would take minutes. */
export const cases: readonly Case[] = [
  firehose('1,000 tokens', 'answer-1000', [...fast, 'naive']),
  firehose('5,000 tokens', 'answer-5000', [...fast, 'naive']),
  firehose('20,000 tokens', 'answer-20000'),
  firehose('code, 750 lines', 'code-750', [...fast, 'floor-dom-plain']),
  firehose('code, 3,000 lines', 'code-3000', [...fast, 'floor-dom-plain']),
  firehose('table, 125 rows', 'table-125'),
  firehose('table, 500 rows', 'table-500'),
  firehose('nested list, 125 items', 'list-125'),
  firehose('nested list, 500 items', 'list-500'),
  firehose('paragraph, 5 kB', 'paragraph-5'),
  firehose('paragraph, 20 kB', 'paragraph-20'),
  {
    ...paced,
    part: 'paced',
    name: '2,000 tokens, 200/s',
    rate: 200,
    subjects: ['floor', 'floor-dom', 'floor-dom-50ms', ...ours, 'naive'],
  },
  {
    ...paced,
    part: 'frames',
    name: '2,000 tokens, 400/s, processor 4 × slower',
    rate: 400,
    slowdown: 4,
    subjects: ['floor-dom', ...ours, 'naive'],
  },
  ...[0, 2000].map((history): Case => ({
    ...paced,
    part: 'thread',
    name: `after ${history.toLocaleString('en')} messages`,
    rate: 200,
    history,
    subjects: ['floor-dom', 'floor-dom-groups', 'assistant-chat'],
  })),
];
