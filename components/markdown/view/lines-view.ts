import type { LineBlock, ParagraphBlock, SourceLine } from '../block.ts';
import { inColors, type DrawnInline, type ReadCode, type ReadCodeLine } from './code-colors.ts';
import type { Drawing } from './drawing.ts';
import { insertionsOf } from './leaf-insertions.ts';
import { LeafWriter } from './leaf-writer.ts';
import { inlinesOfLine } from './line-inlines.ts';

export type VerbatimBlock = Exclude<LineBlock, ParagraphBlock>;

/** Lines that are laid out together: a browser lays out all of a block when a character is added to it. */
const groupSize = 50;

/** The lines of code, raw HTML or a formula in its element, as they are. Behind the first ones, groups of them have boxes of their own. */
export class LinesView {
  readonly #element: Element;
  readonly #drawing: Drawing;
  #block: VerbatimBlock | null = null;
  #group = 0;
  #settled: DrawnInline[] = [];
  /** Lines of the group that are in `#settled`. */
  #count = 0;
  #writer: LeafWriter | null = null;
  /** What tells the colours of code; undefined as long as nobody has been asked. */
  #readCode: ReadCode | null | undefined;
  #readLine: ReadCodeLine | null = null;

  constructor(element: Element, drawing: Drawing) {
    this.#element = element;
    this.#drawing = drawing;
  }

  update(block: VerbatimBlock): void {
    const { lines } = block;
    this.#block = block;
    const growing = this.#drawing.markdown.isGrowing(block);
    const complete = growing ? lines.length - 1 : lines.length;
    if (this.#readCode === undefined && lines.length > 0) this.#findColors(block);
    const settled = block.type === 'code' && !block.fence && block.open ? withoutBlankEnd(lines, complete) : complete;
    if (this.#group * groupSize + this.#count > settled) this.#restart();
    for (;;) {
      const first = this.#group * groupSize;
      const end = Math.min(first + groupSize, lines.length);
      for (; first + this.#count < Math.min(settled, end); this.#count++)
        this.#settled.push(...this.#inlinesOf(lines[first + this.#count]));
      const rest = lines.slice(first + this.#count, end);
      const tail = rest.flatMap((line, n) => inlinesOfLine(line, first + this.#count + n < complete));
      const start = first === 0 ? block.start : (lines[first]?.start ?? block.start);
      this.#writer ??= this.#createWriter(start);
      this.#writer.write(this.#settled, tail, insertionsOf(block, this.#drawing, undefined, start, lines[end]?.start));
      if (end === lines.length) break;
      this.#begin(this.#group + 1);
    }
    for (const group of this.#groups().slice(this.#group)) group.remove();
  }

  /** Lines get their colours when they are complete, each once; those that stand when a language becomes known, again. */
  #findColors(block: VerbatimBlock): void {
    this.#readCode = null;
    const [language = ''] = block.type === 'code' ? block.info.split(/\s/) : [];
    const found = language ? this.#drawing.colorCode?.(language.toLowerCase()) : undefined;
    if (found instanceof Promise) void this.#waitForColors(found);
    else this.#takeColors(found);
  }

  async #waitForColors(loading: Promise<ReadCode | undefined>): Promise<void> {
    const readCode = await loading;
    const block = this.#block;
    if (!readCode || !block) return;
    this.#drawing.drawLate(block.start, () => {
      this.#takeColors(readCode);
      this.update(block);
    });
  }

  #takeColors(readCode: ReadCode | undefined): void {
    this.#readCode = readCode ?? null;
    this.#restart();
  }

  #inlinesOf(line: SourceLine | undefined): DrawnInline[] {
    const nodes = inlinesOfLine(line, true);
    if (!line || !this.#readLine) return nodes;
    const tokens = this.#readLine(line.text);
    return nodes.flatMap((node) => (node.type === 'text' && node.end > node.start ? inColors(node, tokens) : [node]));
  }

  #restart(): void {
    this.#begin(0);
    this.#readLine = this.#readCode?.() ?? null;
  }

  #begin(group: number): void {
    this.#group = group;
    this.#settled = [];
    this.#count = 0;
    this.#writer = null;
  }

  #createWriter(start: number): LeafWriter {
    const groups = this.#groups();
    if (this.#group === 0) return new LeafWriter(this.#element, this.#drawing, start, () => this.#groups()[0] ?? null);
    const known = groups[this.#group - 1];
    const element = known ?? document.createElement('span');
    element.toggleAttribute('data-lines', true);
    if (!known) this.#element.append(element);
    return new LeafWriter(element, this.#drawing, start);
  }

  #groups(): Element[] {
    return [...this.#element.querySelectorAll(':scope > [data-lines]')];
  }
}

/** Blank lines behind indented code are part of it only if more code follows. */
function withoutBlankEnd(lines: readonly SourceLine[], count: number): number {
  while (count > 0 && lines[count - 1]?.text.trim() === '') count--;
  return count;
}
