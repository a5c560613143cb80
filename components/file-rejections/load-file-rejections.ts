import { loadElement } from '../load-element.ts';

/** Brings the element that says why files were not taken: most are. */
export function loadFileRejections(): void {
  loadElement('file-rejections', () => import('./file-rejections.ts'));
}
