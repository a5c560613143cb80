import type { MarkdownStrings } from './markdown-strings.ts';

/** Draws the code of a complete block; undefined for code that is no diagram. What it gives stands in the page as it is. */
export type DrawDiagram = (language: string, source: string) => Promise<Element | undefined>;

/** Shows a diagram in place of the code it was drawn from, which a button brings back. */
export function showDiagram(block: HTMLElement, diagram: Element, strings: MarkdownStrings): void {
  const box = document.createElement('div');
  box.setAttribute('part', 'diagram');
  box.append(diagram);
  const source = document.createElement('button');
  source.type = 'button';
  source.textContent = strings.showCode;
  source.setAttribute('aria-pressed', 'false');
  source.addEventListener('click', () => {
    const isDrawn = block.toggleAttribute('data-drawn');
    source.setAttribute('aria-pressed', String(!isDrawn));
  });
  const [header] = block.children;
  header?.append(source);
  header?.after(box);
  block.toggleAttribute('data-drawn', true);
}
