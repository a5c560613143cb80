import { blocks } from './blocks.ts';
import type { CanonicalText, TextFormat } from './extract/extract-text.ts';
import { type Chunking, defaultChunking, type Passage, passages } from './passages.ts';
import { sentences } from './sentences.ts';
import { terms } from './terms.ts';

/** A text cut into passages, with the passages of each term. */
export class IndexedText {
  readonly text: string;
  readonly passages: readonly Passage[];
  /** Terms of its name and title: what the whole of it is about. */
  readonly subject: ReadonlySet<string>;
  /** How often a term stands in a passage, by term and number of the passage. */
  readonly postings: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** How many terms each passage has. */
  readonly lengths: readonly number[];

  constructor(name: string, { text, format }: CanonicalText, chunking: Chunking = defaultChunking) {
    this.text = text;
    this.passages = passages(text, sentences(text, format), chunking);
    this.subject = new Set(terms(`${name.replace(/\.\w+$/, '')} ${titleOf(text, format)}`));
    const postings = new Map<string, Map<number, number>>();
    this.lengths = this.passages.map((passage, number) => {
      let length = 0;
      for (const term of this.#termsOf(passage)) {
        length++;
        const times = postings.get(term) ?? new Map<number, number>();
        times.set(number, (times.get(number) ?? 0) + 1);
        postings.set(term, times);
      }
      return length;
    });
    this.postings = postings;
  }

  /** A passage is found by its headings too, which often alone name what it is about. */
  *#termsOf({ start, end, sentences }: Passage): Generator<string> {
    const above = new Set(sentences.flatMap(({ headings }) => headings).filter((heading) => heading.end <= start));
    for (const heading of above) yield* terms(this.text.slice(heading.start, heading.end));
    yield* terms(this.text.slice(start, end));
  }
}

/** The first line, where it stands as a title over the rest. */
function titleOf(text: string, format: TextFormat): string {
  const [first, second] = format === 'table' || format === 'lines' ? [] : blocks(text.slice(0, 2000), format);
  return first?.kind === 'heading' && second ? text.slice(first.start, first.end) : '';
}
