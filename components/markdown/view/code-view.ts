import type { Block, CodeBlock } from '../block.ts';
import type { BlockView } from './block-view.ts';
import { CodeHeader } from './code-header.ts';
import { showDiagram } from './diagram.ts';
import type { Drawing } from './drawing.ts';
import { LinesView } from './lines-view.ts';

/** A block of code, below a header that names its language and has its controls. */
export class CodeView implements BlockView {
  readonly node = document.createElement('div');
  readonly #start: number;
  readonly #info: string;
  readonly #lines: LinesView;
  readonly #drawing: Drawing;

  constructor(block: CodeBlock, drawing: Drawing) {
    this.#start = block.start;
    this.#info = block.info;
    const [language = ''] = block.info.split(/\s/);
    const scroller = document.createElement('pre');
    const code = document.createElement('code');
    // Code reads from left to right in any text, and its scroller can be reached by keyboard.
    scroller.dir = 'ltr';
    scroller.tabIndex = 0;
    scroller.setAttribute('aria-label', drawing.strings.code(language));
    scroller.setAttribute('role', 'group');
    if (language) code.className = `language-${language}`;
    scroller.append(code);
    this.node.setAttribute('part', 'code');
    this.node.append(new CodeHeader(language, code, drawing.strings).element, scroller);
    this.#drawing = drawing;
    this.#lines = new LinesView(code, drawing);
  }

  shows(block: Block): boolean {
    return block.type === 'code' && block.start === this.#start && block.info === this.#info;
  }

  update(block: Block): void {
    if (block.type !== 'code') return;
    this.#lines.update(block);
    if (block.final && block.info) void this.#drawDiagram(block);
  }

  /** What cannot be drawn stays code: a model may well write a diagram that is none. */
  async #drawDiagram({ info, lines, start }: CodeBlock): Promise<void> {
    const { drawDiagram, drawLate, strings } = this.#drawing;
    const [language = ''] = info.split(/\s/);
    const source = lines.map(({ text }) => text).join('\n');
    const diagram = await drawDiagram?.(language.toLowerCase(), source).catch(() => undefined);
    if (diagram) drawLate(start, () => showDiagram(this.node, diagram, strings));
  }
}
