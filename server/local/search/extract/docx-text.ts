import { markupText, type Tag, tidy } from './markup-text.ts';
import { UnreadableFileError } from './unreadable-file-error.ts';
import { readZipEntry } from './zip-entry.ts';

/** Deleted text is still in the file, but not in the document; neither are the codes of fields. */
const hidden = new Set(['w:del', 'w:instrtext']);

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
  // The last paragraph of a cell ends with the cell.
  return tidy(markupText(xml, { hidden, textIn: 'w:t', mark }).replace(/\n+\t/g, '\t'));
}

function mark({ name, closing, attributes }: Tag): string {
  switch (name) {
    case 'w:p':
      return closing ? '\n\n' : '';
    case 'w:pstyle': {
      // German Word calls its headings otherwise.
      const [heading, level] = /w:val="(?:Heading|berschrift|Title)(\d?)"/.exec(attributes) ?? [];
      return heading ? `${'#'.repeat(Number(level) || 1)} ` : '';
    }
    case 'w:br':
      return '\n';
    case 'w:tab':
      return '\t';
    case 'w:tc':
      return closing ? '\t' : '';
    case 'w:tr':
      return closing ? '\n' : '';
    default:
      return '';
  }
}
