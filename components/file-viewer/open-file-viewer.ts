import type { SoughtPassage } from '../file-preview/find-passage.ts';
import type { PreviewedFile } from '../file-preview/read-content.ts';
import { FileViewer } from './file-viewer.ts';

export interface FileView {
  file: PreviewedFile | File;
  passages?: readonly SoughtPassage[];
  current?: number;
}

/**
 * Shows a file above the page, from inside the element that was asked for it, whose colours and words it takes. Gone when it
 * closes; the focus goes back to where it was.
 */
export function openFileViewer(opener: HTMLElement, { file, passages = [], current = 0 }: FileView): FileViewer {
  const viewer = new FileViewer();
  Object.assign(viewer, { file, passages, current });
  viewer.addEventListener('close', () => viewer.remove(), { once: true });
  // What Lit draws reaches to the end of its root, and is taken away as a whole.
  (opener.shadowRoot ?? opener).prepend(viewer);
  void viewer.show();
  return viewer;
}
