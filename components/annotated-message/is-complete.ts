import { isRunOver, type TextPart, type UIMessage } from '../../protocol/index.ts';

/** True once no more text will come, also where a run ended without closing its text. */
export function isComplete(part: TextPart, { metadata }: UIMessage): boolean {
  return part.state !== 'streaming' || (metadata?.run !== undefined && isRunOver(metadata.run.status));
}
