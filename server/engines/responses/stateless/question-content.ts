import type { ResponseInputContent } from 'openai/resources/responses/responses';
import type { EngineContext } from '../../../engine.ts';
import { dataUrl } from '../../../files/data-url.ts';
import { mayHoldText } from '../../files/search-index.ts';
import type { LentFile } from '../../tools/lent-tools.ts';
import { notedFiles, type ConversationMessage, type NotedFile } from '../question-items.ts';

/** What a model can make of a file that comes with a message. */
export interface Senses {
  images: boolean;
  pdfs: boolean;
  /** It finds files by searching them, or by code. */
  hasSearch: boolean;
  hasCode: boolean;
}

export interface ContentOptions {
  files: EngineContext['files'];
  senses: Senses;
  /** The files of the thread, under the names that code finds them by. */
  given: readonly LentFile[];
}

/** The most of a file that is read to a model that has no tool to read it, in UTF-16 code units. */
const longestText = 60_000;

/** What the user wrote, with the files that came along: as they are where the model can look at them, else as text or by name. */
export async function questionContent(
  { content }: ConversationMessage,
  note: string | undefined,
  options: ContentOptions,
): Promise<ResponseInputContent[]> {
  const noted = notedFiles(note);
  const shown = await Promise.all(noted.map((file) => fileContent(file, options)));
  const list = noted.map((file) => fileLine(file, options)).join('\n');
  const texts = content.flatMap(({ type, text }) => (type === 'input_text' && text !== undefined ? [text] : []));
  return [
    ...(list === '' ? [] : [inputText(`Files that come with this message:\n${list}`)]),
    ...shown.flat(),
    ...texts.map(inputText),
  ];
}

/** Why nothing can be done with a file of that kind; undefined where something can. */
export function problemWith(mediaType: string, senses: Senses): string | undefined {
  const { images, pdfs, hasCode, hasSearch } = senses;
  if (hasCode || (images && isImage(mediaType)) || (pdfs && isPdf(mediaType))) return undefined;
  if (isText(mediaType) || (hasSearch && mayHoldText(mediaType))) return undefined;
  return 'The assistant cannot read files of this kind.';
}

/** As data: a name is whatever somebody has called a file. */
function fileLine({ id, name, type }: NotedFile, { senses, given }: ContentOptions): string {
  const path = `/mnt/data/${given.find((file) => file.id === id)?.name ?? name}`;
  return JSON.stringify({ name, type, ...(senses.hasCode ? { path } : {}) });
}

async function fileContent(
  { id, name, type }: NotedFile,
  { files, senses }: ContentOptions,
): Promise<ResponseInputContent[]> {
  const { images, pdfs, hasSearch, hasCode } = senses;
  const isShown = images && isImage(type);
  const isSent = pdfs && isPdf(type);
  const isRead = !hasSearch && !hasCode && isText(type);
  const file = isShown || isSent || isRead ? await files.get(id) : undefined;
  if (!file) return [];
  if (isRead) {
    const text = await file.text();
    const end = text.length > longestText ? '\n… (cut off)' : '';
    return [inputText(`What the file ${JSON.stringify(name)} says:\n${text.slice(0, longestText)}${end}`)];
  }
  const url = dataUrl(new Uint8Array(await file.arrayBuffer()), type);
  if (isShown) return [{ type: 'input_image', image_url: url, detail: 'auto' }];
  return [{ type: 'input_file', filename: name, file_data: url }];
}

function inputText(text: string): ResponseInputContent {
  return { type: 'input_text', text };
}

function isImage(mediaType: string): boolean {
  return /^image\/(?:png|jpeg|webp|gif)$/.test(mediaType);
}

function isPdf(mediaType: string): boolean {
  return mediaType === 'application/pdf';
}

/** True for what can be read as it is, whatever it means. */
export function isText(mediaType: string): boolean {
  return /^text\/|[/+](?:json|xml|yaml|x-ndjson|toml)$/.test(mediaType);
}
