import { loadElement } from '../load-element.ts';

/** Brings the element that shows a file, for those who show some: most conversations have none. */
export function loadFileAttachment(): void {
  loadElement('file-attachment', () => import('./file-attachment.ts'));
}
