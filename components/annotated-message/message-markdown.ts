import type { TextPart, UIMessage } from '../../protocol/index.ts';
import { collectCitations, type CitedSource, type TextCitations } from './citations.ts';
import { linkedFile } from './linked-file.ts';
import { messageFiles, type MessageFile } from './message-files.ts';

/**
 * The texts of a message as markdown that can stand anywhere else: citations as footnotes, links into the sandbox as links to
 * the files, and sources without a place as a list under `sourcesHeading`.
 */
export function messageMarkdown(message: UIMessage, sourcesHeading = 'Sources'): string {
  const { sources, texts } = collectCitations(message);
  const files = [...messageFiles(message).values()];
  const parts = [...texts].map(([index, citations]) => [message.parts[index] as TextPart, citations] as const);
  // A model's own footnotes keep their numbers.
  const label = parts.some(([{ text }]) => text.includes('[^')) ? 'source-' : '';
  const bodies = parts.map(([{ text }, citations]) => withFootnotes(text, citations, files, label).trimEnd());
  const cited = sources.filter(({ citations }) => citations.length > 0);
  const resting = sources.filter(({ citations }) => citations.length === 0);
  const list = resting.map((source) => `- ${linkTo(source)}`);
  return [
    ...bodies,
    cited.map((source) => footnote(source, label)).join('\n'),
    list.length > 0 ? [`${sourcesHeading}:`, ...list].join('\n') : '',
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

interface Edit {
  start: number;
  end: number;
  replacement: string;
}

function withFootnotes(
  text: string,
  { citations, fileLinks }: TextCitations,
  files: readonly MessageFile[],
  label: string,
): string {
  const edits: Edit[] = [];
  for (const { source, offset, passages } of citations) {
    const written = passages.some(({ extent }) => extent === 'claim')
      ? passages.find(({ extent }) => extent === 'words')
      : undefined;
    // A citation that the model wrote out gives way to its footnote.
    const start = written ? text.slice(0, written.start).trimEnd().length : offset;
    edits.push({ start, end: written?.end ?? offset, replacement: `[^${label}${source.number}]` });
  }
  for (const mark of text.matchAll(/【[^【】]*†[^【】]*】/g)) {
    edits.push({ start: mark.index, end: mark.index + mark[0].length, replacement: '' });
  }
  for (const path of text.matchAll(/sandbox:\/[^\s)>\]"'`]*/g)) {
    const [start, end] = [path.index, path.index + path[0].length];
    const { url, filename } = linkedFile({ start, end, url: path[0] }, fileLinks, files);
    edits.push({ start, end, replacement: url ?? encodeURI(filename) });
  }
  return applied(edits, text);
}

function applied(edits: Edit[], text: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, replacement } of edits.sort(
    (one, other) => one.start - other.start || one.end - other.end,
  )) {
    if (start > at) pieces.push(text.slice(at, start));
    pieces.push(replacement);
    at = Math.max(at, end);
  }
  return [...pieces, text.slice(at)].join('');
}

function footnote(source: CitedSource, label: string): string {
  const quotes = source.citations.flatMap(({ annotations }) => annotations.flatMap(({ quote }) => quote ?? []));
  const passages = [...new Set(quotes)].map((quote) => `“${quote.replace(/\s+/g, ' ').trim()}”`);
  return [`[^${label}${source.number}]: ${linkTo(source)}`, ...passages].join(' ');
}

function linkTo({ name, source: { url } }: CitedSource): string {
  const words = name.replace(/[\\[\]]/g, String.raw`\$&`);
  if (!url) return words;
  return `[${words}](${/[\s()<>]/.test(url) ? `<${url.replace(/[\s<>]/g, encodeURIComponent)}>` : url})`;
}
