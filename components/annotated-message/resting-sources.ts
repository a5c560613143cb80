import { isFileDataPart, type AnnotationSource, type UIMessage } from '../../protocol/index.ts';
import { fileSource, sourceKey, urlSource } from './citation-source.ts';
import type { ReadAnnotation } from './read-annotations.ts';

/**
 * The sources of a message that no place in its text cites. Files that the assistant wrote are its work and no source of
 * it, and what a backend says twice, under an id made up for the second time, is one source.
 */
export function restingSources(
  message: UIMessage,
  unplaced: readonly ReadAnnotation[],
  cited: readonly { source: AnnotationSource }[],
  linked: readonly { source: AnnotationSource }[],
): AnnotationSource[] {
  const taken = [...cited, ...linked].map(({ source }) => source);
  for (const part of message.parts) {
    if (isFileDataPart(part)) taken.push({ type: 'file', id: part.data.id, filename: part.data.filename });
  }
  const resting: AnnotationSource[] = [];
  for (const source of [...unplaced.map((annotation) => annotation.source), ...sourceParts(message)]) {
    if ([...taken, ...resting].some((other) => isSame(source, other))) continue;
    resting.push(source);
  }
  return resting;
}

function sourceParts({ parts }: UIMessage): AnnotationSource[] {
  return parts.flatMap((part): AnnotationSource[] => {
    const source = sourceOf({ ...part });
    return source ? [source] : [];
  });
}

function sourceOf({
  type,
  sourceId,
  title,
  filename,
  ...facts
}: Record<string, unknown>): AnnotationSource | undefined {
  if (type === 'source-url') return urlSource({ id: sourceId, url: facts['url'], title });
  if (type !== 'source-document') return undefined;
  const metadata = facts['providerMetadata'] as Record<string, Record<string, unknown>> | undefined;
  const id = metadata?.['openai']?.['fileId'] ?? sourceId;
  return fileSource({ id, filename: filename ?? title, mediaType: facts['mediaType'] });
}

function isSame(source: AnnotationSource, other: AnnotationSource): boolean {
  if (sourceKey(source) === sourceKey(other)) return true;
  return source.type === 'file' && other.type === 'file' && source.filename === other.filename;
}
