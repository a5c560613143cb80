/**
 * Brings the code of an element that a page shows before it is there, because nobody needs it to begin to type. What was set
 * on the element meanwhile it takes over when it comes. Where the code cannot be reached, the next call tries again.
 */
export function loadElement(tag: string, load: () => Promise<unknown>): void {
  if (!customElements.get(tag)) load().catch(() => undefined);
}
