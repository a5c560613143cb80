/** A claim that ends there rests on that passage. */
export interface Citation {
  /** In UTF-16 code units of the text without marks. */
  index: number;
  /** The number that the passage has in the thread. */
  passage: number;
}

/** The longest mark; what is longer was never meant as one. */
const longest = 40;
/** `【3†source】`, also without its word, with several numbers, or in plain brackets as smaller models write it. */
const whole = /^(?:【\s*(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\s*(?:[†:][^】]*)?】|\[(\d{1,4})\s*†[^\]]*\])/u;
const beginning = /^(?:【\s*(?:\d[\d\s,;]*(?:[†:][^】]*)?)?|\[(?:\d{1,4}\s*(?:†[^\]]*)?)?)$/u;

/** How the model is to write where a statement comes from. */
export function markOf(passage: number): string {
  return `【${passage}†source】`;
}

/**
 * Takes the marks out of a text while it comes, and says where they stood. What may be the beginning of one is held back until it
 * is decided, with the space before it, for a mark stands where the sentence ends.
 */
export class CitationMarks {
  readonly #isKnown: (passage: number) => boolean;
  #held = '';
  #length = 0;

  /** @param isKnown true for passages that the model has been given */
  constructor(isKnown: (passage: number) => boolean) {
    this.#isKnown = isKnown;
  }

  push(delta: string): { text: string; citations: Citation[] } {
    return this.#take(this.#held + delta, false);
  }

  /** What was held back to the last. */
  end(): { text: string; citations: Citation[] } {
    return this.#take(this.#held, true);
  }

  #take(given: string, isEnd: boolean): { text: string; citations: Citation[] } {
    const citations: Citation[] = [];
    let text = '';
    let rest = given;
    while (rest !== '') {
      const start = rest.search(/[【[]/u);
      if (start < 0) {
        const kept = isEnd ? rest.length : rest.search(/[ \t]*$/);
        text += rest.slice(0, kept);
        rest = rest.slice(kept);
        break;
      }
      const candidate = rest.slice(start);
      const mark = whole.exec(candidate.slice(0, longest));
      const passages = mark ? numbersIn(mark) : [];
      if (mark && this.#isMark(mark[0], passages)) {
        text += rest.slice(0, start).replace(/[ \t]+$/, '');
        const index = this.#length + text.length;
        for (const passage of passages) if (this.#isKnown(passage)) citations.push({ index, passage });
        rest = candidate.slice(mark[0].length);
      } else if (!mark && !isEnd && candidate.length < longest && beginning.test(candidate)) {
        const kept = rest.slice(0, start).search(/[ \t]*$/);
        text += rest.slice(0, kept);
        rest = rest.slice(kept);
        break;
      } else {
        text += rest.slice(0, start + 1);
        rest = rest.slice(start + 1);
      }
    }
    this.#held = rest;
    this.#length += text.length;
    return { text, citations };
  }

  /** Brackets with a number are used for other things too: without the dagger it is a mark only if there is such a passage. */
  #isMark(mark: string, passages: readonly number[]): boolean {
    return mark.includes('†') || passages.some(this.#isKnown);
  }
}

function numbersIn([, inside, plain]: RegExpExecArray): number[] {
  return (inside ?? plain ?? '').split(/[,;]/).map(Number);
}

/** The text as the model wrote it. */
export function withMarks(text: string, citations: readonly Citation[]): string {
  let marked = '';
  let from = 0;
  for (const { index, passage } of [...citations].sort((a, b) => a.index - b.index)) {
    marked += text.slice(from, index) + markOf(passage);
    from = index;
  }
  return marked + text.slice(from);
}
