import { AssistantFileOpenEvent } from '../events.ts';
import type { AttachedFile } from './attached-file.ts';
import { lastingUrl } from './lasting-url.ts';

/** True for a click that means what it says: with a key held, browsers do something else with a link. */
export function isPlainClick({ button, altKey, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return button === 0 && !altKey && !ctrlKey && !metaKey && !shiftKey;
}

/** Shows a file in the viewer, unless the page takes over. Where the viewer cannot be reached, it is downloaded. */
export async function openFile(opener: HTMLElement, file: AttachedFile, blob: Blob | undefined): Promise<void> {
  if (!opener.dispatchEvent(new AssistantFileOpenEvent(file))) return;
  const { filename, url } = file;
  try {
    const { openFileViewer } = await import('../file-viewer/open-file-viewer.ts');
    await openFileViewer(opener, { file: blob ? new File([blob], filename, { type: blob.type }) : file });
  } catch {
    if (url) Object.assign(document.createElement('a'), { href: lastingUrl(url), download: filename }).click();
  }
}
