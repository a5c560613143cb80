import { lastingUrl } from '../file-attachment/lasting-url.ts';
import { safeUrl } from '../file-attachment/safe-url.ts';
import type { LinkedFile } from './linked-file.ts';
import type { SandboxLink } from './message-text.ts';

/**
 * Leads a link into the sandbox to the file, when it is there. Before that it is mere text; and where the answer has ended without
 * telling where the file is, a button, so that a page which knows can still open it.
 */
export function showFileLink({ element, link }: SandboxLink, file: LinkedFile, isComplete: boolean): void {
  const url = safeUrl(file.url);
  if (link.bare && element.textContent !== file.filename) element.textContent = file.filename;
  set(element, 'href', url && lastingUrl(url));
  set(element, 'download', url && file.filename);
  set(element, 'target', url && '_blank');
  set(element, 'rel', url && 'noopener');
  set(element, 'role', url || !isComplete ? undefined : 'button');
  set(element, 'tabindex', url || !isComplete ? undefined : '0');
  set(element, 'title', file.filename);
}

function set(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
