import { loadElement } from '../load-element.ts';

/** Brings the box in which a message is worded anew. */
export function loadEditor(): void {
  loadElement('message-editor', () => import('./message-editor.ts'));
}
