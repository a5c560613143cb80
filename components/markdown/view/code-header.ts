import type { MarkdownStrings } from './markdown-strings.ts';

/** How long a button says that it has copied, in milliseconds. */
const feedbackTime = 2000;

/** The line above a block of code: its language, and buttons that copy it and wrap its lines. */
export class CodeHeader {
  readonly element = document.createElement('div');

  constructor(language: string, code: HTMLElement, strings: MarkdownStrings) {
    const label = document.createElement('span');
    label.setAttribute('part', 'label');
    label.textContent = language;
    const wrap = createButton(strings.wrapLines);
    wrap.setAttribute('aria-pressed', 'false');
    wrap.addEventListener('click', () => {
      const isWrapped = this.element.parentElement?.toggleAttribute('data-wrap') ?? false;
      wrap.setAttribute('aria-pressed', String(isWrapped));
    });
    const copy = createButton(strings.copyCode);
    copy.addEventListener('click', () => void copyCode(code, copy, strings));
    this.element.setAttribute('part', 'code-header');
    this.element.append(label, wrap, copy);
  }
}

function createButton(label: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  return button;
}

async function copyCode(code: HTMLElement, button: HTMLButtonElement, strings: MarkdownStrings): Promise<void> {
  try {
    await navigator.clipboard.writeText(code.textContent ?? '');
  } catch {
    // Without the permission to copy it is selected, one key away from being copied.
    getSelection()?.selectAllChildren(code);
    return;
  }
  button.textContent = strings.copied;
  setTimeout(() => (button.textContent = strings.copyCode), feedbackTime);
}
