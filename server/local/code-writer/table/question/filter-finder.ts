import type { Filter } from '../plan.ts';
import type { Column, Table } from '../table.ts';
import { measuresOf } from './column-roles.ts';
import type { Sentence } from './sentence.ts';

/** Placeholders of a sentence as parts of patterns; each is one group, the index. */
export const columnMark = String.raw`\[c(\d+)\]`;
export const numberMark = String.raw`\[n(\d+)\]`;
export const dateMark = String.raw`\[d(\d+)\]`;

type Groups = (string | undefined)[];

/** Takes filters out of a text, pattern by pattern; what one has taken is gone for the next. */
export class FilterFinder {
  readonly filters: Filter[] = [];
  readonly table: Table;
  readonly sentence: Sentence;
  #text: string;

  constructor(sentence: Sentence, table: Table) {
    this.sentence = sentence;
    this.table = table;
    this.#text = sentence.text;
  }

  /** What is left of the sentence. */
  get text(): string {
    return this.#text;
  }

  /** Takes every match of which `toFilter` makes a filter. It is given the groups of the pattern, and all that was matched. */
  take(pattern: string, toFilter: (groups: Groups, words: string) => Filter | undefined): void {
    const introduced = `(?:(?:where|whose|with|when|if|only|for|that|which|having) )?(?:the )?${pattern}`;
    this.#text = this.#text.replace(new RegExp(`(?<![\\w\\[])${introduced}(?![\\w\\]])`, 'g'), (words, ...groups) => {
      const filter = toFilter(groups as Groups, words);
      if (!filter) return words;
      this.filters.push(filter);
      return ` ${this.#others(words, filter.column)} ; `;
    });
  }

  number(index: string | undefined): string {
    return this.sentence.numbers[Number(index)] ?? '';
  }

  /** The column of numbers a placeholder stands for. */
  numeric(index: string | undefined): Column | undefined {
    return index === undefined
      ? undefined
      : this.sentence.columns[Number(index)]?.columns.find(({ kind }) => kind === 'number');
  }

  /** The column that words such as "cheaper than" speak of, else the only one there is to compare. */
  hinted(words: string): Column | undefined {
    const name = hints.find(([hint]) => hint.test(words))?.[1];
    const found = name && this.table.columns.find((column) => column.kind === 'number' && name.test(column.name));
    const [only, ...others] = measuresOf(this.table);
    return found ?? (others.length === 0 ? only : undefined);
  }

  /** Columns that stood beside a filter and are not its own: they say something else, and stay. */
  #others(words: string, column: Column): string {
    const mentions = [...words.matchAll(new RegExp(columnMark, 'g'))];
    const others = mentions.filter(([, index]) => !this.sentence.columns[Number(index)]?.columns.includes(column));
    return others.map(([placeholder]) => placeholder).join(' ');
  }
}

const hints: [RegExp, RegExp][] = [
  [/cheap|expensive/, /price|cost/i],
  [/old|young/, /age/i],
  [/long|short/, /length|duration/i],
  [/heav|light/, /weight/i],
];
