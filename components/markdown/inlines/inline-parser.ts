import type { SourceRange } from '../block.ts';
import { rich } from '../rich.ts';
import { decidedEnd, endWithoutSpace } from './decided-end.ts';
import { BacktickRuns, stripCodeSpan } from './code-span.ts';
import type { Content } from './content.ts';
import { readDelimiterRun } from './delimiter-run.ts';
import { DelimiterStack } from './delimiter-stack.ts';
import type { Inline } from './inline.ts';
import type { InlineContext } from './inline-context.ts';
import { isEscapable } from './link-syntax.ts';
import { LinkParser } from './link-parser.ts';
import type { RichReader } from './rich-reader.ts';
import type { Token } from './token.ts';

const plain = /[^\n`[\]!<&\\*_~$【]+/y;
/** At most so many characters wait for the end of something that may be no more than text. */
export const patience = 40;

/** Divides the text of a leaf block into tokens and finds out which belong together; `buildInlines` makes a tree of them. */
export class InlineParser {
  readonly content: Content;
  readonly context: InlineContext;
  readonly text: string;
  readonly tokens: Token[] = [];
  readonly delimiters = new DelimiterStack();
  /** More text may follow, so that what has no end yet may still get one. */
  readonly growing: boolean;
  /** From here on the text does not show yet: what it is depends on what follows. */
  holdFrom = Infinity;
  /** Places of things other than brackets and delimiters that may still find their end. In ascending order. */
  readonly unresolved: number[] = [];
  position = 0;
  readonly links: LinkParser;
  readonly #end: number;
  /** How far the text is known to be without syntax. */
  #plainEnd = 0;
  readonly #backticks: BacktickRuns;
  readonly #rich: RichReader | undefined;

  constructor(content: Content, context: InlineContext, growing: boolean) {
    this.content = content;
    this.context = context;
    this.text = content.text;
    this.growing = growing;
    this.links = new LinkParser(this);
    this.#end = growing ? this.text.length : endWithoutSpace(this.text);
    this.#backticks = new BacktickRuns(this.text, growing ? this.#end : Infinity);
    this.#rich = rich?.createReader(this);
  }

  parse(): void {
    while (this.position < this.#end) {
      const next = this.#rich?.nextAutolink(this.position) ?? Infinity;
      if (next === this.position && this.#rich?.readAutolink()) continue;
      if (this.#plainEnd <= this.position) {
        plain.lastIndex = this.position;
        this.#plainEnd = plain.test(this.text) ? plain.lastIndex : 0;
      }
      if (this.#plainEnd > this.position) {
        const limit = next > this.position ? next : (this.#rich?.nextAutolink(this.position + 1) ?? Infinity);
        this.addText(this.position, Math.min(this.#plainEnd, this.#end, limit));
      } else this.#readSpecial();
    }
    this.delimiters.pair(null);
    if (!this.growing) return;
    this.hold(decidedEnd(this.text));
    this.links.holdOpen();
  }

  /** Shows nothing from this place on, for now. */
  hold(position: number): void {
    this.holdFrom = Math.min(this.holdFrom, position);
  }

  /** Whether something between two places may still find its end. */
  isUnresolved(from: number, to: number): boolean {
    let low = 0;
    let high = this.unresolved.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.unresolved[middle] ?? Infinity) <= from) low = middle + 1;
      else high = middle;
    }
    return (this.unresolved[low] ?? Infinity) < to;
  }

  /** Takes the text up to a place as it is. */
  addText(from: number, to: number): void {
    const last = this.tokens.at(-1);
    if (last?.type === 'text' && last.to === from) last.to = to;
    else this.tokens.push({ type: 'text', from, to });
    this.position = to;
  }

  addNode(node: Inline, from: number, to: number): void {
    this.tokens.push({ type: 'node', node, from, to });
    this.position = to;
  }

  #readSpecial(): void {
    const { position } = this;
    switch (this.text[position]) {
      case '\n':
        return this.#readLineBreak();
      case '\\':
        return this.#readBackslash();
      case '`':
        return this.#readBackticks();
      case '*':
      case '_':
      case '~':
        return this.#readDelimiters();
      case '[':
        return this.links.open(position, false);
      case '!':
        if (this.text[position + 1] === '[') return this.links.open(position, true);
        if (position + 1 === this.text.length) this.hold(this.growing ? position : Infinity);
        return this.addText(position, position + 1);
      case ']':
        return this.links.close();
      default:
        if (!this.#rich?.read()) this.addText(position, position + 1);
    }
  }

  #readLineBreak(): void {
    const { position, text } = this;
    const last = this.tokens.at(-1);
    let from = position;
    if (last?.type === 'text' && last.to === position) {
      while (from > last.from && text[from - 1] === ' ') from--;
      last.to = from;
    }
    if (this.growing && position + 1 === text.length) this.hold(from);
    this.#addBreak(position - from >= 2, from, position + 1);
  }

  #addBreak(isHard: boolean, from: number, to: number): void {
    const range = this.range(isHard ? from : to - 1, to);
    this.addNode({ type: isHard ? 'hardbreak' : 'softbreak', ...range }, from, to);
  }

  #readBackslash(): void {
    const { position, text } = this;
    const next = text[position + 1];
    if ((next === '(' || next === '[') && this.#rich?.readFormula()) return;
    // At its end, whether the line goes on makes the difference between a break and a backslash.
    if (this.growing && (next === undefined || (next === '\n' && position + 2 === text.length))) this.hold(position);
    if (next === '\n') this.#addBreak(true, position, position + 2);
    else if (isEscapable(next)) {
      const value = next ?? '';
      this.addNode({ type: 'text', value, ...this.range(position + 1, position + 2) }, position, position + 2);
    } else this.addText(position, position + 1);
  }

  #readBackticks(): void {
    const { position, text } = this;
    let from = position;
    while (text[from] === '`') from++;
    const length = from - position;
    const isGrowing = this.growing && from === text.length;
    const closing = isGrowing ? -1 : this.#backticks.find(length, from);
    if (closing >= 0) return this.#addCode(position, closing, length);
    if (this.growing) {
      this.unresolved.push(position);
      if (text.length - from <= patience) this.hold(position);
    }
    this.tokens.push({ type: 'lone', from: position, to: from });
    this.position = from;
  }

  #addCode(opening: number, closing: number, length: number): void {
    const { text } = this;
    const { from, to } = stripCodeSpan(text, opening + length, closing);
    const end = closing + length;
    if (this.#rich?.readSandboxPath(from, to, opening, end)) return;
    this.addNode(
      { type: 'code', children: this.content.leaves(from, to, ' '), ...this.range(opening, end) },
      opening,
      end,
    );
  }

  #readDelimiters(): void {
    const run = readDelimiterRun(this.text, this.position);
    this.position = run.to;
    const isGrowing = this.growing && run.to === this.text.length;
    if (isGrowing) this.hold(run.from);
    this.tokens.push(run);
    if (!isGrowing && (run.canOpen || run.canClose)) this.delimiters.push(run);
  }

  /** The range in the source of a part of the text. */
  range(from: number, to: number): SourceRange {
    return this.content.range(from, to);
  }
}
