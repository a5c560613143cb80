import { applyToolChunk } from './apply-tool-chunk.ts';
import { changePart, defined, withPart } from './change-message.ts';
import type { Chunk, DataChunk } from './chunk.ts';
import type { DataPart, MessageMetadata, MessagePart, ReasoningPart, TextPart, UIMessage } from './message.ts';

/**
 * A message that has grown by one chunk; the given one is not touched. Chunks it does not know, or that belong to a part
 * which never began, change nothing: a newer server must not break an older page.
 */
export function applyChunk(message: UIMessage, chunk: Chunk): UIMessage {
  switch (chunk.type) {
    case 'start':
      return withMetadata(chunk.messageId ? { ...message, id: chunk.messageId } : message, chunk.messageMetadata);
    case 'message-metadata':
    case 'finish':
      return withMetadata(message, chunk.messageMetadata);
    case 'start-step':
      return withPart(message, { type: 'step-start' });
    case 'text-start':
      return withPart(message, {
        type: 'text',
        id: chunk.id,
        text: '',
        state: 'streaming',
        ...defined({ providerMetadata: chunk.providerMetadata }),
      });
    case 'reasoning-start':
      return withPart(message, {
        type: 'reasoning',
        id: chunk.id,
        text: '',
        state: 'streaming',
        ...defined({ providerMetadata: chunk.providerMetadata }),
      });
    case 'text-delta':
    case 'reasoning-delta':
      return changePart<TextPart | ReasoningPart>(message, openPart(message, chunk), (part) => ({
        ...part,
        text: `${part.text}${chunk.delta ?? ''}`,
        ...defined({ providerMetadata: chunk.providerMetadata }),
      }));
    case 'text-end':
      return changePart<TextPart>(message, openPart(message, chunk), ({ id: _, ...part }) => ({
        ...part,
        state: 'done',
        ...defined({ citations: chunk.citations, providerMetadata: chunk.providerMetadata }),
      }));
    case 'reasoning-end':
      return changePart<TextPart | ReasoningPart>(message, openPart(message, chunk), (part) => ({
        ...part,
        state: 'done',
        ...defined({ providerMetadata: chunk.providerMetadata }),
      }));
    case 'source-url':
    case 'source-document':
    case 'file':
      return withPart(message, { ...chunk });
    default:
      if (chunk.type.startsWith('data-')) return withData(message, chunk as DataChunk);
      if (chunk.type.startsWith('tool-')) return applyToolChunk(message, chunk);
      return message;
  }
}

/** The text or reasoning part with that stream id which still grows; ids may come again in a later step. */
function openPart(message: UIMessage, chunk: { type: string; id: string }): number {
  const type = chunk.type.startsWith('text') ? 'text' : 'reasoning';
  return message.parts.findLastIndex(
    (part) =>
      part.type === type &&
      (part as TextPart | ReasoningPart).state === 'streaming' &&
      (part as TextPart | ReasoningPart).id === chunk.id,
  );
}

function withData(message: UIMessage, chunk: DataChunk): UIMessage {
  if (chunk.transient) return message;
  const part: DataPart = { type: chunk.type, ...defined({ id: chunk.id }), data: chunk.data };
  const index =
    chunk.id === undefined
      ? -1
      : message.parts.findIndex(
          ({ type, id }: MessagePart & { id?: string }) => type === chunk.type && id === chunk.id,
        );
  return index < 0 ? withPart(message, part) : changePart(message, index, () => part);
}

function withMetadata(message: UIMessage, metadata: MessageMetadata | undefined): UIMessage {
  if (metadata == null) return message;
  return { ...message, metadata: merged(message.metadata ?? {}, metadata) as MessageMetadata };
}

/** Objects are merged, everything else is replaced, as the AI SDK does it. */
function merged(base: object, more: object): object {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(more)) {
    if (value === undefined || key === '__proto__' || key === 'constructor' || key === 'prototype') continue;
    const old = Object.hasOwn(result, key) ? result[key] : undefined;
    result[key] = isPlain(value) && isPlain(old) ? merged(old, value) : value;
  }
  return result;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
