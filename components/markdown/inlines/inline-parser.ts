import type { SourceRange } from '../block.ts';
import { AngleReader } from './angle.ts';
import { AutolinkReader, isSandboxPath } from './autolink.ts';
import { decidedEnd, endWithoutSpace } from './decided-end.ts';
import { BacktickRuns, stripCodeSpan } from './code-span.ts';
import type { Content } from './content.ts';
import { readDelimiterRun } from './delimiter-run.ts';
import { DelimiterStack } from './delimiter-stack.ts';
import { decodeEntity, entityPattern } from './entity.ts';
import type { Inline, TextInline } from './inline.ts';
import type { InlineContext } from './inline-context.ts';
import { incomplete, isEscapable } from './link-syntax.ts';
import { LinkParser } from './link-parser.ts';
import { FormulaReader } from './math.ts';
import { readReferenceMark } from './reference-mark.ts';
import type { Token } from './token.ts';

const plain = /[^\n`[\]!<&\\*_~$【]+/y;
const entity = new RegExp(entityPattern, 'iy');
const growingEntity = /&(?:#x?[a-f0-9]{0,7}|[a-z][a-z0-9]{0,31})?$/iy;
/** At most so many characters wait for the end of something that may be no more than text. */
const patience = 40;

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
  readonly #angles: AngleReader;
  readonly #autolinks: AutolinkReader;
  readonly #formulas: FormulaReader;

  constructor(content: Content, context: InlineContext, growing: boolean) {
    this.content = content;
    this.context = context;
    this.text = content.text;
    this.growing = growing;
    this.links = new LinkParser(this);
    this.#end = growing ? this.text.length : endWithoutSpace(this.text);
    this.#backticks = new BacktickRuns(this.text, growing ? this.#end : Infinity);
    this.#angles = new AngleReader(this.text);
    this.#autolinks = new AutolinkReader(this.text);
    this.#formulas = new FormulaReader(this.text, growing);
  }

  parse(): void {
    while (this.position < this.#end) {
      const next = this.#autolinks.next(this.position);
      if (next === this.position && this.#readAutolink()) continue;
      if (this.#plainEnd <= this.position) {
        plain.lastIndex = this.position;
        this.#plainEnd = plain.test(this.text) ? plain.lastIndex : 0;
      }
      if (this.#plainEnd > this.position) {
        const limit = Math.min(this.#end, next > this.position ? next : this.#autolinks.next(this.position + 1));
        this.addText(this.position, Math.min(this.#plainEnd, limit));
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
      case '&':
        return this.#readEntity();
      case '<':
        return this.#readAngle();
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
      case '$':
        if (!this.#readFormula()) this.addText(position, position + 1);
        return;
      default:
        return this.#readReferenceMark();
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
    if ((next === '(' || next === '[') && this.#readFormula()) return;
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
    if (isSandboxPath(text.slice(from, to)))
      return this.#addLink(opening, end, text.slice(from, to), text.lastIndexOf('/', to) + 1, to, true);
    this.addNode(
      { type: 'code', children: this.content.leaves(from, to, ' '), ...this.range(opening, end) },
      opening,
      end,
    );
  }

  #readEntity(): void {
    const { position, text } = this;
    entity.lastIndex = position;
    const reference = entity.exec(text)?.[0];
    if (!reference) {
      growingEntity.lastIndex = position;
      if (this.growing && growingEntity.test(text)) this.hold(position);
      return this.addText(position, position + 1);
    }
    const value = decodeEntity(reference);
    if (value === null) return this.addText(position, position + 1);
    const to = position + reference.length;
    if (value === undefined) {
      this.context.missedEntity();
      this.tokens.push({ type: 'hidden', from: position, to });
      this.position = to;
    } else this.addNode({ type: 'text', value, ...this.range(position, to) }, position, to);
  }

  #readAngle(): void {
    const { position, text } = this;
    const angle = this.#angles.read(position);
    if (angle?.type === 'html') return this.#addSource({ type: 'html' }, position, angle.end);
    if (angle) return this.#addLink(position, angle.end, angle.url, position + 1, angle.end - 1, false);
    const growing = this.growing ? this.#angles.readGrowing(position) : null;
    if (growing) this.unresolved.push(position);
    if (growing === 'start' && text.length - position <= patience) this.hold(position);
    if (growing === 'link') this.tokens.push({ type: 'lone', from: position, to: ++this.position });
    else this.addText(position, position + 1);
  }

  #readDelimiters(): void {
    const run = readDelimiterRun(this.text, this.position);
    this.position = run.to;
    const isGrowing = this.growing && run.to === this.text.length;
    if (isGrowing) this.hold(run.from);
    this.tokens.push(run);
    if (!isGrowing && (run.canOpen || run.canClose)) this.delimiters.push(run);
  }

  #readFormula(): boolean {
    const { position } = this;
    const formula = this.#formulas.read(position);
    if (formula === incomplete) this.unresolved.push(position);
    if (!formula || formula === incomplete) return false;
    this.#addSource({ type: 'math', display: formula.display }, position, formula.end);
    return true;
  }

  /** What shows as its own source. */
  #addSource(node: { type: 'html' } | { type: 'math'; display: boolean }, from: number, to: number): void {
    this.addNode({ ...node, children: this.content.leaves(from, to, '\n'), ...this.range(from, to) }, from, to);
  }

  #readReferenceMark(): void {
    const { position } = this;
    const end = readReferenceMark(this.text, position, this.growing);
    if (end === incomplete) this.hold(position);
    if (end === null || end === incomplete) this.addText(position, position + 1);
    else this.addNode({ type: 'reference-mark', ...this.range(position, end) }, position, end);
  }

  #readAutolink(): boolean {
    const { position } = this;
    const link = this.#autolinks.read(position);
    if (!link || (this.links.inLink && !link.bare) || (this.growing && link.certainEnd === position)) return false;
    if (this.links.inLink) {
      this.tokens.push({ type: 'hidden', from: position, to: link.labelFrom });
      this.addText(link.labelFrom, link.end);
      return true;
    }
    const shownEnd = this.growing ? Math.min(link.end, link.certainEnd) : link.end;
    if (this.growing) this.hold(link.certainEnd);
    this.#addLink(position, link.end, link.url, link.labelFrom, shownEnd, link.bare);
    return true;
  }

  #addLink(from: number, to: number, url: string, labelFrom: number, labelTo: number, bare: boolean): void {
    const value = this.text.slice(labelFrom, labelTo);
    const label: TextInline = { type: 'text', value, ...this.range(labelFrom, labelTo) };
    this.addNode({ type: 'link', url, bare, children: [label], ...this.range(from, to) }, from, to);
  }

  /** The range in the source of a part of the text. */
  range(from: number, to: number): SourceRange {
    return this.content.range(from, to);
  }
}
