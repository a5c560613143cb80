import { decodeText } from './decode-text.ts';
import { docxText } from './docx-text.ts';
import { htmlText } from './html-text.ts';
import { pdfText } from './pdf-text.ts';
import { UnreadableFileError } from './unreadable-file-error.ts';

/** How the text is laid out, which decides where one statement ends and the next begins. */
export type TextFormat = 'prose' | 'markdown' | 'table' | 'lines';

/** The text of a file that offsets, passages and citations count in. It is never normalised afterwards. */
export interface CanonicalText {
  text: string;
  format: TextFormat;
}

const formats: Record<string, TextFormat> = {
  csv: 'table',
  tsv: 'table',
  json: 'lines',
  jsonl: 'lines',
  ndjson: 'lines',
  log: 'lines',
  markdown: 'markdown',
  md: 'markdown',
  mdx: 'markdown',
};

/** @throws {UnreadableFileError} */
export async function extractText(filename: string, bytes: Uint8Array): Promise<CanonicalText> {
  const extension = /\.([^.]+)$/.exec(filename.toLowerCase())?.[1] ?? '';
  const content = await readText(extension, bytes);
  // One kind of line end, so that an offset means the same wherever the text was written.
  const text = content.replace(/\r\n?/g, '\n');
  if (text.trim() === '') throw new UnreadableFileError(`${filename} holds no text that could be read.`);
  return { text, format: formats[extension] ?? 'prose' };
}

async function readText(extension: string, bytes: Uint8Array): Promise<string> {
  if (extension === 'pdf' || startsWith(bytes, '%PDF-')) return pdfText(bytes);
  if (extension === 'docx') return docxText(bytes);
  const text = decodeText(bytes);
  if (text === undefined) {
    throw new UnreadableFileError(
      'This kind of file cannot be read here; text, Markdown, CSV, HTML, JSON, PDF and DOCX can.',
    );
  }
  return extension === 'html' || extension === 'htm' || extension === 'xhtml' ? htmlText(text) : text;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((character, index) => bytes[index] === character.charCodeAt(0));
}
