import MarkdownIt from 'markdown-it';
import { colorCode } from '../../../components/code-colors/color-code.ts';
import type { ReadCode } from '../../../components/markdown/index.ts';

type Step = { tag: string; attributes: [string, string][] } | { text: string } | 'close';

/** The finished DOM of a text, known before the text comes, so that all there is left to do is to build it. */
export class KnownDom {
  readonly #steps: Step[] = [];
  readonly #length: number;
  #parent: Element;
  #index = 0;
  #shown = 0;
  #text: Text | null = null;

  constructor(markdown: string, parent: Element, colors: Colors = new Map()) {
    this.#parent = parent;
    this.#length = markdown.length;
    const template = document.createElement('template');
    template.innerHTML = new MarkdownIt({
      highlight: (code, language) => inColors(code, colors.get(language)),
    }).render(markdown);
    this.#read(template.content);
  }

  /** Builds what belongs to the first characters of the text. */
  build(length = this.#length): void {
    const wanted = Math.ceil((this.#visible * length) / this.#length);
    for (; this.#index < this.#steps.length; this.#index++) {
      const step = this.#steps[this.#index];
      if (step === undefined) return;
      if (step === 'close') this.#parent = this.#parent.parentElement ?? this.#parent;
      else if ('tag' in step) {
        if (this.#shown >= wanted && length < this.#length) return;
        const element = document.createElement(step.tag);
        for (const [name, value] of step.attributes) element.setAttribute(name, value);
        this.#parent.append(element);
        this.#parent = element;
      } else if (!this.#write(step.text, wanted)) return;
    }
  }

  #visible = 0;

  /** True when all of it is written. */
  #write(text: string, wanted: number): boolean {
    const written = this.#text?.length ?? 0;
    const more = text.slice(written, written + wanted - this.#shown);
    if (this.#text) this.#text.appendData(more);
    else if (more !== '') this.#parent.append((this.#text = new Text(more)));
    this.#shown += more.length;
    if (written + more.length < text.length) return false;
    this.#text = null;
    return true;
  }

  #read(parent: Node): void {
    for (const node of parent.childNodes) {
      if (node instanceof Text) {
        if (node.data.trim() === '' && parent.nodeName !== 'CODE' && parent.nodeName !== 'P') continue;
        this.#steps.push({ text: node.data });
        this.#visible += node.length;
      } else if (node instanceof Element) {
        const attributes = [...node.attributes].map(({ name, value }): [string, string] => [name, value]);
        this.#steps.push({ tag: node.localName, attributes });
        this.#read(node);
        this.#steps.push('close');
      }
    }
  }
}

/** How to read code, by language. */
export type Colors = ReadonlyMap<string, ReadCode | undefined>;

/** The colours of all the code in a text, as our elements show them: they belong to the finished DOM. */
export async function loadColors(markdown: string): Promise<Colors> {
  const languages = new Set(Array.from(markdown.matchAll(/^ *```(\w+)/gm), ([, language = '']) => language));
  return new Map(await Promise.all([...languages].map(async (name) => [name, await colorCode(name)] as const)));
}

function inColors(code: string, readCode: ReadCode | undefined): string {
  const { escapeHtml } = new MarkdownIt().utils;
  const readLine = readCode?.();
  if (!readLine) return '';
  const lines = code.split('\n').map((line) => {
    let html = '';
    let done = 0;
    for (const { start, end, kind } of readLine(line)) {
      html += `${escapeHtml(line.slice(done, start))}<span data-token="${kind}">${escapeHtml(line.slice(start, end))}</span>`;
      done = end;
    }
    return html + escapeHtml(line.slice(done));
  });
  return lines.join('\n');
}
