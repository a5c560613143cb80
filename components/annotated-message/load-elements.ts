/**
 * Brings the elements that draw what is no text. A message of mere text, which most are, does not wait for them; inside a chat
 * they are there already.
 */
export function loadElements(type: 'steps' | 'files'): void {
  if (customElements.get(type === 'steps' ? 'run-steps' : 'file-attachment')) return;
  const loading =
    type === 'steps' ? import('../run-steps/run-steps.ts') : import('../file-attachment/file-attachment.ts');
  // Unreachable, as on a train, the elements stay unknown and empty, and the text stands without them.
  loading.catch(() => undefined);
}
