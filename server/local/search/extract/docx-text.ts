import { decodeEntities } from './decode-entities.ts';
import { UnreadableFileError } from './unreadable-file-error.ts';
import { tidy } from './html-text.ts';
import { readZipEntry } from './zip-entry.ts';

/**
 * The text of a Word document: paragraphs and table rows, headings with a `#`.
 * @see ECMA-376 part 1, 17.3 (paragraphs and runs) and 17.4 (tables)
 */
export function docxText(bytes: Uint8Array): string {
  let xml: string;
  try {
    xml = new TextDecoder().decode(readZipEntry(bytes, 'word/document.xml'));
  } catch {
    throw new UnreadableFileError('This file is no Word document, or it is damaged.');
  }
  const text = xml
    // Deleted text is still in the file, but not in the document.
    .replace(/<w:del\b[\s\S]*?<\/w:del>|<w:instrText\b[\s\S]*?<\/w:instrText>/g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(
      /<w:p\b[^>]*>\s*<w:pPr>\s*<w:pStyle w:val="(?:Heading|berschrift|Title)(\d?)"\s*\/>/g,
      (_, level: string) => {
        return `\n\n${'#'.repeat(Number(level) || 1)} `;
      },
    )
    .replace(/<\/w:p>\s*<\/w:tc>/g, '\t')
    .replace(/<w:tab\s*\/>/g, '\t')
    .replace(/<w:br\b[^>]*\/>|<\/w:tr>/g, '\n')
    .replace(/<\/w:p>/g, '\n\n')
    .replace(/<[^>]*>/g, '');
  return tidy(decodeEntities(text));
}
