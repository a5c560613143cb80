import { changePart, defined, withPart } from './change-message.ts';
import type { Chunk } from './chunk.ts';
import { isToolPart, type DynamicToolPart, type MessagePart, type ToolPart, type UIMessage } from './message.ts';
import { parsePartialJson } from './partial-json.ts';

type AnyToolPart = ToolPart | DynamicToolPart;
type InputChunk = Extract<Chunk, { type: 'tool-input-start' | 'tool-input-available' | 'tool-input-error' }>;
type OutputChunk = Extract<Chunk, { type: 'tool-output-available' | 'tool-output-error' }>;

/** `applyChunk` for the chunks of a tool call. */
export function applyToolChunk(message: UIMessage, chunk: Chunk): UIMessage {
  switch (chunk.type) {
    case 'tool-input-start':
    case 'tool-input-available':
    case 'tool-input-error':
      return withInput(message, chunk);
    case 'tool-input-delta':
      return changeCall(message, chunk.toolCallId, (part) => {
        const rawInput = `${typeof part.rawInput === 'string' ? part.rawInput : ''}${chunk.inputTextDelta}`;
        return { ...part, rawInput, input: part.inputEncoding === 'text' ? rawInput : parsePartialJson(rawInput) };
      });
    case 'tool-approval-request':
      return changeCall(message, chunk.toolCallId, (part) => ({
        ...part,
        state: 'approval-requested',
        approval: {
          id: chunk.approvalId,
          ...defined({ requestReason: chunk.reason }),
          ...(chunk.isAutomatic ? { isAutomatic: true } : {}),
        },
      }));
    case 'tool-output-denied':
      return changeCall(message, chunk.toolCallId, (part) => ({ ...part, state: 'output-denied' }));
    case 'tool-output-available':
    case 'tool-output-error':
      return changeCall(message, chunk.toolCallId, (part) => withOutput(part, chunk));
    default:
      return message;
  }
}

/** Opens the call, or tells more of one that is open in this step. */
function withInput(message: UIMessage, chunk: InputChunk): UIMessage {
  const step = message.parts.findLastIndex((part) => part.type === 'step-start');
  const index = message.parts.findIndex(
    (part, at) => at > step && isToolPart(part) && part.toolCallId === chunk.toolCallId,
  );
  const existing = message.parts[index] as AnyToolPart | undefined;
  const isDynamic = chunk.type === 'tool-input-error' && existing ? existing.type === 'dynamic-tool' : chunk.dynamic;
  const { rawInput: _raw, output: _output, errorText: _error, preliminary: _preliminary, ...kept } = existing ?? {};

  const part = {
    ...kept,
    ...(isDynamic ? { type: 'dynamic-tool', toolName: chunk.toolName } : { type: `tool-${chunk.toolName}` }),
    toolCallId: chunk.toolCallId,
    ...inputOf(chunk),
    ...defined({
      title: chunk.title,
      toolMetadata: chunk.toolMetadata,
      providerExecuted: chunk.providerExecuted,
      [chunk.type === 'tool-input-error' ? 'resultProviderMetadata' : 'callProviderMetadata']: chunk.providerMetadata,
    }),
  } as AnyToolPart;
  if (chunk.type !== 'tool-input-start') delete part.inputEncoding;
  return index < 0 ? withPart(message, part) : changePart(message, index, () => part);
}

function inputOf(chunk: InputChunk): Partial<AnyToolPart> {
  if (chunk.type === 'tool-input-start') {
    return { state: 'input-streaming', ...defined({ inputEncoding: chunk.inputEncoding }) };
  }
  if (chunk.type === 'tool-input-available') return { state: 'input-available', input: chunk.input };
  return { state: 'output-error', input: chunk.input, errorText: chunk.errorText };
}

function withOutput(part: AnyToolPart, chunk: OutputChunk): AnyToolPart {
  const { output: _output, errorText: _error, preliminary: _preliminary, inputEncoding: _encoding, ...kept } = part;
  return {
    ...kept,
    ...(chunk.type === 'tool-output-available'
      ? { state: 'output-available', output: chunk.output, ...defined({ preliminary: chunk.preliminary }) }
      : { state: 'output-error', errorText: chunk.errorText }),
    ...defined({
      toolMetadata: chunk.toolMetadata,
      providerExecuted: chunk.providerExecuted,
      resultProviderMetadata: chunk.providerMetadata,
    }),
  };
}

/** The newest call of that id: ids may come again in a later step. */
function changeCall(message: UIMessage, toolCallId: string, change: (part: AnyToolPart) => MessagePart): UIMessage {
  const index = message.parts.findLastIndex((part) => isToolPart(part) && part.toolCallId === toolCallId);
  return changePart(message, index, change);
}
