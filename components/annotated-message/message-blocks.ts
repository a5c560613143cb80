import {
  isTextPart,
  isToolPart,
  type DynamicToolPart,
  type MessagePart,
  type ReasoningPart,
  type TextPart,
  type ToolPart,
  type UIMessage,
} from '../../protocol/index.ts';
import { messageFiles, type MessageFile } from './message-files.ts';

/** Parts of a message that are drawn together, in its order. */
export type MessageBlock =
  | { type: 'text'; key: string; index: number; part: TextPart }
  | { type: 'steps'; key: string; steps: (ReasoningPart | ToolPart | DynamicToolPart)[] }
  | { type: 'files'; key: string; files: MessageFile[] };

/** What of a message is drawn between its beginning and its sources. A key stays with its block while the message grows. */
export function messageBlocks(message: UIMessage): MessageBlock[] {
  const files = messageFiles(message);
  const blocks: MessageBlock[] = [];
  for (const [index, part] of message.parts.entries()) {
    const last = blocks.at(-1);
    const key = String(index);
    const file = files.get(index);
    if (isTextPart(part)) {
      // One that is still empty would part what belongs together.
      if (part.text !== '') blocks.push({ type: 'text', key, index, part });
    } else if (isStep(part)) {
      if (last?.type === 'steps') last.steps.push(part);
      else blocks.push({ type: 'steps', key, steps: [part] });
    } else if (file) {
      if (last?.type === 'files') last.files.push(file);
      else blocks.push({ type: 'files', key, files: [file] });
    }
  }
  return blocks;
}

function isStep(part: MessagePart): part is ReasoningPart | ToolPart | DynamicToolPart {
  return part.type === 'reasoning' || isToolPart(part);
}
