import type { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import { applyChunk, type Chunk, type UIMessage } from '../../../protocol/index.ts';
import { inside, markerPlaces, passages, render } from './rendered-message.ts';

export const emptyReply: UIMessage = { id: 'm', role: 'assistant', parts: [] };

export function messageOf(chunks: readonly Chunk[]): UIMessage {
  return chunks.reduce<UIMessage>((message, chunk) => applyChunk(message, chunk), emptyReply);
}

/** Lets a message on the page grow by one chunk after the other, as a conversation does; each is drawn. */
export async function stream(chunks: Iterable<Chunk>): Promise<AnnotatedMessage> {
  const element = await render(emptyReply);
  for (const chunk of chunks) {
    element.message = applyChunk(element.message ?? emptyReply, chunk);
    await element.updateComplete;
  }
  return element;
}

/** The chunks, every text in them cut into other pieces. */
export function recut(chunks: readonly Chunk[], cut: (text: string) => string[]): Chunk[] {
  const merged: Chunk[] = [];
  for (const chunk of chunks) {
    const last = merged.at(-1);
    if (chunk.type === 'text-delta' && last?.type === 'text-delta' && last.id === chunk.id) {
      merged[merged.length - 1] = { ...last, delta: last.delta + chunk.delta };
    } else merged.push(chunk);
  }
  return merged.flatMap((chunk): Chunk[] =>
    chunk.type === 'text-delta' ? cut(chunk.delta).map((delta) => ({ ...chunk, delta })) : [chunk],
  );
}

/** All that a person sees and a page can read: the nodes of the texts and the sources, the words in light, the markers. */
export function shown(element: AnnotatedMessage) {
  const drawn = [...inside(element).querySelectorAll('.text, [part="sources"]')];
  return {
    nodes: drawn.map(inWriting),
    passages: passages(element),
    markers: markerPlaces(element),
  };
}

/** The nodes as HTML, with attributes in an order that does not tell when each was set. */
export function inWriting(node: Element): string {
  const copy = node.cloneNode(true) as Element;
  for (const element of copy.querySelectorAll('*')) {
    const attributes = [...element.attributes].sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const { name } of attributes) element.removeAttribute(name);
    for (const { name, value } of attributes) element.setAttribute(name, value);
  }
  return copy.outerHTML.replace(/<!--.*?-->/g, '');
}
