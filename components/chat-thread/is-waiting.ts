import { isRunOver, isTextPart, isToolPart, type UIMessage } from '../../protocol/index.ts';

/** True while a reply is awaited and nothing on the screen moves yet: no text that grows, no step that shows it is under way. */
export function isWaiting(last: UIMessage | undefined): boolean {
  if (last?.role !== 'assistant') return true;
  const status = last.metadata?.run?.status;
  if (status && isRunOver(status)) return false;
  const part = last.parts.findLast(({ type }) => type !== 'step-start' && !type.startsWith('data-'));
  if (!part) return true;
  if (isToolPart(part)) return part.state === 'output-available' || part.state === 'output-error';
  return !('state' in part && part.state === 'streaming') || (isTextPart(part) && part.text === '');
}
