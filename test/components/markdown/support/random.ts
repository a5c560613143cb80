// In a browser there is none.
const environment: Readonly<Record<string, string | undefined>> = globalThis.process?.env ?? {};

/** Random choices that a seed repeats: `FUZZ_SEED` and `FUZZ_COUNT` in the environment ask for others, and for more of them. */
export class Random {
  static readonly seed = Number(environment['FUZZ_SEED'] ?? 20_261_122);
  #state: number;

  constructor(seed = Random.seed) {
    this.#state = seed;
  }

  /** How many random inputs a test takes. */
  static count(usual: number): number {
    return Number(environment['FUZZ_COUNT'] ?? usual);
  }

  /** From 0 to `limit`, exclusive. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** Pieces of syntax put together without sense. */
  markdown(pieces: readonly string[], longest: number): string {
    return Array.from({ length: 2 + this.below(longest) }, () => this.pick(pieces)).join('');
  }

  /** The text in pieces of one to `longest` characters. */
  split(text: string, longest: number): string[] {
    const pieces: string[] = [];
    for (let start = 0; start < text.length;) {
      const end = start + 1 + this.below(longest);
      pieces.push(text.slice(start, end));
      start = end;
    }
    return pieces;
  }
}

/** What CommonMark is made of. */
export const commonmarkPieces =
  'foo|bar|a|x|é|*|**|_|__|`|``|[|](|](/u)|][|]|(|)|\n|\n\n|\n    |- |* |1. |2) |> |# |## |<|>|<b>|</b>|<!-- |-->|&amp;|&copy;|\\|!|![|---|===|```|~~~|    |\t|[foo]: /u\n|[foo]|"t"| |  |  \n|.|+|<http://a.b>|<div>|\\*|=|-|**a**'.split(
    '|',
  );

/** What assistants add to it. */
export const assistantPieces = [
  ...commonmarkPieces,
  '| a | b |\n',
  '|--|--|\n',
  ' | ',
  '~~',
  '- [x] ',
  'http://a.b',
  'www.a.bc',
  '[^1]',
  '[^1]: n\n',
  '$',
  '$x$',
  '\\(',
  '\\)',
  '\\[',
  '\\]',
  '$$\n',
  'sandbox:/mnt/a.csv',
  '【4:0†s】',
  '【',
  '】',
  '&am',
  'sand',
];
