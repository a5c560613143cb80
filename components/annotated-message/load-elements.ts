import { loadFileAttachment } from '../file-attachment/load-file-attachment.ts';
import { loadElement } from '../load-element.ts';

/** Brings the elements that draw what is no text. A message of mere text, which most are, does not wait for them. */
export function loadElements(type: 'steps' | 'files'): void {
  if (type === 'steps') loadElement('run-steps', () => import('../run-steps/run-steps.ts'));
  else loadFileAttachment();
}
