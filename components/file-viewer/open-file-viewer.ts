import type { SoughtPassage } from '../file-preview/find-passage.ts';
import type { PreviewedFile } from '../file-preview/read-content.ts';
import { FileViewer } from './file-viewer.ts';
import { chatAround, SideRoom } from './side-room.ts';

export interface FileView {
  file: PreviewedFile | File;
  passages?: readonly SoughtPassage[];
  current?: number;
}

/** The one beside a chat: another file takes its place. */
const viewers = new WeakMap<HTMLElement, FileViewer>();

/**
 * Shows a file above the page, or beside the chat, from inside the element that was asked for it, whose colours and words it
 * takes. Resolves when it is there. Gone when it closes; the focus goes back to where it was.
 */
export async function openFileViewer(
  opener: HTMLElement,
  { file, passages = [], current = 0 }: FileView,
): Promise<FileViewer> {
  const viewer = new FileViewer();
  const chat = chatAround(opener);
  const before = chat && viewers.get(chat);
  Object.assign(viewer, { file, passages, current, instant: before?.isConnected ?? false });
  if (chat) {
    viewer.room = new SideRoom(chat);
    viewers.set(chat, viewer);
  }
  viewer.addEventListener('close', () => viewer.remove(), { once: true });
  // What Lit draws reaches to the end of its root, and is taken away as a whole.
  (opener.shadowRoot ?? opener).prepend(viewer);
  before?.remove();
  await viewer.show();
  return viewer;
}
