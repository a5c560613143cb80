import { isTextPart, type MessagePart, type TextPart, type UIMessage } from '../../protocol/index.ts';

/** Whether anything in a message speaks of where it comes from, or is written for the machine that knows. */
export function hasSources({ parts }: UIMessage): boolean {
  return parts.some((part) => isAboutSource(part) || (isTextPart(part) && isSourced(part)));
}

function isAboutSource({ type }: MessagePart): boolean {
  return type === 'data-annotation' || type === 'source-url' || type === 'source-document';
}

/** Paths of files that only the assistant can reach, and marks like `【4:0†source】`, count too. */
function isSourced({ text, citations, providerMetadata }: TextPart): boolean {
  return (
    isFilled(citations) ||
    isFilled(providerMetadata?.['openai']?.['annotations']) ||
    text.includes('sandbox:') ||
    text.includes('†')
  );
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}
