import { AngleReader } from './angle.ts';
import { AutolinkReader, isSandboxPath } from './autolink.ts';
import { entityPattern } from './entity-pattern.ts';
import { decodeEntity } from './entity.ts';
import type { TextInline } from './inline.ts';
import { patience, type InlineParser } from './inline-parser.ts';
import { incomplete } from './link-syntax.ts';
import { FormulaReader } from './math.ts';
import { readReferenceMark } from './reference-mark.ts';

const entity = new RegExp(entityPattern, 'iy');
const growingEntity = /&(?:#x?[a-f0-9]{0,7}|[a-z][a-z0-9]{0,31})?$/iy;

/** Reads for a parser what the text of a leaf block has beyond prose: entities, `<…>`, formulas, reference marks, bare links. */
export class RichReader {
  readonly #parser: InlineParser;
  readonly #angles: AngleReader;
  readonly #autolinks: AutolinkReader;
  readonly #formulas: FormulaReader;

  constructor(parser: InlineParser) {
    const { text, growing } = parser;
    this.#parser = parser;
    this.#angles = new AngleReader(text);
    this.#autolinks = new AutolinkReader(text);
    this.#formulas = new FormulaReader(text, growing);
  }

  /** Reads what begins at the parser's position; false where that is nothing but a character. */
  read(): boolean {
    const { text, position } = this.#parser;
    switch (text[position]) {
      case '&':
        return this.#readEntity();
      case '<':
        return this.#readAngle();
      case '$':
        return this.readFormula();
      default:
        return this.#readReferenceMark();
    }
  }

  /** The first place at or behind this one where a link may begin that has no syntax. */
  nextAutolink(position: number): number {
    return this.#autolinks.next(position);
  }

  readAutolink(): boolean {
    const parser = this.#parser;
    const { position, growing, links } = parser;
    const link = this.#autolinks.read(position);
    if (!link || (links.inLink && !link.bare) || (growing && link.certainEnd === position)) return false;
    if (links.inLink) {
      parser.tokens.push({ type: 'hidden', from: position, to: link.labelFrom });
      parser.addText(link.labelFrom, link.end);
      return true;
    }
    const shownEnd = growing ? Math.min(link.end, link.certainEnd) : link.end;
    if (growing) parser.hold(link.certainEnd);
    this.#addLink(position, link.end, link.url, link.labelFrom, shownEnd, link.bare);
    return true;
  }

  readFormula(): boolean {
    const parser = this.#parser;
    const { position } = parser;
    const formula = this.#formulas.read(position);
    if (formula === incomplete) parser.unresolved.push(position);
    if (!formula || formula === incomplete) return false;
    this.#addSource({ type: 'math', display: formula.display }, position, formula.end);
    return true;
  }

  /** A path into the sandbox that fills a code span from `from` to `to` is a link. */
  readSandboxPath(from: number, to: number, spanStart: number, spanEnd: number): boolean {
    const { text } = this.#parser;
    const path = text.slice(from, to);
    if (!isSandboxPath(path)) return false;
    this.#addLink(spanStart, spanEnd, path, text.lastIndexOf('/', to) + 1, to, true);
    return true;
  }

  #readEntity(): boolean {
    const parser = this.#parser;
    const { position, text } = parser;
    entity.lastIndex = position;
    const reference = entity.exec(text)?.[0];
    if (!reference) {
      growingEntity.lastIndex = position;
      if (parser.growing && growingEntity.test(text)) parser.hold(position);
      return false;
    }
    const value = decodeEntity(reference);
    if (value === null) return false;
    const to = position + reference.length;
    if (value === undefined) {
      parser.context.missedEntity();
      parser.tokens.push({ type: 'hidden', from: position, to });
      parser.position = to;
    } else parser.addNode({ type: 'text', value, ...parser.range(position, to) }, position, to);
    return true;
  }

  #readAngle(): boolean {
    const parser = this.#parser;
    const { position, text } = parser;
    const angle = this.#angles.read(position);
    if (angle?.type === 'html') this.#addSource({ type: 'html' }, position, angle.end);
    else if (angle) this.#addLink(position, angle.end, angle.url, position + 1, angle.end - 1, false);
    if (angle) return true;
    const growing = parser.growing ? this.#angles.readGrowing(position) : null;
    if (growing) parser.unresolved.push(position);
    if (growing === 'start' && text.length - position <= patience) parser.hold(position);
    if (growing !== 'link') return false;
    parser.tokens.push({ type: 'lone', from: position, to: ++parser.position });
    return true;
  }

  #readReferenceMark(): boolean {
    const parser = this.#parser;
    const { position } = parser;
    const end = readReferenceMark(parser.text, position, parser.growing);
    if (end === incomplete) parser.hold(position);
    if (end === null || end === incomplete) return false;
    parser.addNode({ type: 'reference-mark', ...parser.range(position, end) }, position, end);
    return true;
  }

  /** What shows as its own source. */
  #addSource(node: { type: 'html' } | { type: 'math'; display: boolean }, from: number, to: number): void {
    const parser = this.#parser;
    parser.addNode({ ...node, children: parser.content.leaves(from, to, '\n'), ...parser.range(from, to) }, from, to);
  }

  #addLink(from: number, to: number, url: string, labelFrom: number, labelTo: number, bare: boolean): void {
    const parser = this.#parser;
    const value = parser.text.slice(labelFrom, labelTo);
    const label: TextInline = { type: 'text', value, ...parser.range(labelFrom, labelTo) };
    parser.addNode({ type: 'link', url, bare, children: [label], ...parser.range(from, to) }, from, to);
  }
}
