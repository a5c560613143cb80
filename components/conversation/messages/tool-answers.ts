import {
  isToolPart,
  toolName,
  type DynamicToolPart,
  type MessagePart,
  type ToolAnswer,
  type ToolPart,
  type UIMessage,
} from '../../../protocol/index.ts';
import type { ToolCall } from '../conversation-events.ts';

type AnyToolPart = ToolPart | DynamicToolPart;

/** The calls of the message's last step that the page has to run. */
export function callsToRun(message: UIMessage): ToolCall[] {
  return lastStep(message)
    .filter((part): part is AnyToolPart => isToolPart(part) && needsRun(part))
    .map((part) => ({
      toolCallId: part.toolCallId,
      toolName: toolName(part),
      input: part.input,
      messageId: message.id,
    }));
}

/** True where the run waits for the page or the person: a call without output, an approval without a decision. */
export function isWaiting(message: UIMessage): boolean {
  return lastStep(message).some((part) => isToolPart(part) && (needsRun(part) || part.state === 'approval-requested'));
}

/** The message with the answer in it; the message itself where nothing waits for that answer. */
export function withAnswer(message: UIMessage, answer: ToolAnswer): UIMessage {
  const index = message.parts.findLastIndex((part) => isToolPart(part) && isAnsweredBy(part, answer));
  const part = message.parts[index] as AnyToolPart | undefined;
  return part ? { ...message, parts: message.parts.with(index, answered(part, answer)) } : message;
}

function answered(part: AnyToolPart, answer: ToolAnswer): AnyToolPart {
  if ('approvalId' in answer) {
    const { approvalId, approved, reason } = answer;
    const approval = { ...part.approval, id: approvalId, approved, ...(reason === undefined ? {} : { reason }) };
    return { ...part, state: 'approval-responded', approval };
  }
  if ('errorText' in answer) return { ...part, state: 'output-error', errorText: answer.errorText };
  return { ...part, state: 'output-available', output: answer.output };
}

function isAnsweredBy(part: AnyToolPart, answer: ToolAnswer): boolean {
  return 'approvalId' in answer
    ? part.state === 'approval-requested' && part.approval?.id === answer.approvalId
    : needsRun(part) && part.toolCallId === answer.toolCallId;
}

function needsRun(part: AnyToolPart): boolean {
  return part.state === 'input-available' && !part.providerExecuted;
}

function lastStep({ parts }: UIMessage): MessagePart[] {
  return parts.slice(parts.findLastIndex(({ type }) => type === 'step-start') + 1);
}
