import { loadElement } from '../load-element.ts';

/** Brings the element that shows the files of a draft, for those who attach some. */
export function loadDraftFiles(): void {
  loadElement('draft-files', () => import('./draft-files.ts'));
}
