import { noChange } from 'lit';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';
import { colorCode } from '../code-colors/color-code.ts';
import { drawFormula } from '../formulas/draw-formula.ts';
import { MarkdownView } from '../markdown/index.ts';

class MarkdownTextDirective extends Directive {
  #view: MarkdownView | undefined;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('markdownText stands in the tag of the element it fills.');
  }

  render(_source: string, _isWhole: boolean): typeof noChange {
    return noChange;
  }

  /** A text that has only grown is appended, so that streaming costs what is new. */
  override update({ element }: ElementPart, [source, isWhole]: [string, boolean]): typeof noChange {
    if (!this.#view || !source.startsWith(this.#view.source)) {
      this.#view?.destroy();
      element.replaceChildren();
      this.#view = new MarkdownView(element, { colorCode, drawFormula });
    }
    if (source.length > this.#view.source.length) this.#view.append(source.slice(this.#view.source.length));
    if (isWhole) this.#view.finish();
    return noChange;
  }
}

/** Fills an element with markdown that may still grow. */
export const markdownText = directive(MarkdownTextDirective);

/** Code as markdown; its fence is longer than code would ever hold, since one that is being written cannot be looked through. */
export function fenced(code: string, language: string, isWhole: boolean): string {
  const end = code.endsWith('\n') ? fence : `\n${fence}`;
  return `${fence}${language}\n${code}${isWhole ? end : ''}`;
}

const fence = '~'.repeat(24);
