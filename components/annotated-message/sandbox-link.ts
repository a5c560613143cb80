import { safeUrl } from '../file-attachment/safe-url.ts';
import type { LinkedFile } from './linked-file.ts';

/** A link as the markdown view asks for it. */
export interface MarkdownLink {
  url: string;
  start: number;
  end: number;
  /** A path that stands in the text by itself. */
  bare: boolean;
}

/** A link into the sandbox, which exists for nobody but the assistant, on its way to become the link of a file. */
export class SandboxLink {
  readonly element = document.createElement('a');
  readonly link: MarkdownLink;
  #file: LinkedFile | undefined;

  constructor(link: MarkdownLink) {
    this.link = link;
    this.element.className = 'file';
  }

  get file(): LinkedFile | undefined {
    return this.#file;
  }

  /**
   * Leads to the file, when it is there. Before that it is mere text; and where the answer has ended without telling where
   * the file is, a button, so that a page which knows can still open it.
   */
  show(file: LinkedFile, isComplete: boolean): void {
    this.#file = file;
    const { element } = this;
    const url = safeUrl(file.url);
    if (this.link.bare && element.textContent !== file.filename) element.textContent = file.filename;
    set(element, 'href', url);
    set(element, 'download', url && file.filename);
    set(element, 'target', url && '_blank');
    set(element, 'rel', url && 'noopener');
    set(element, 'role', url || !isComplete ? undefined : 'button');
    set(element, 'tabindex', url || !isComplete ? undefined : '0');
    set(element, 'title', file.filename);
  }
}

function set(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
