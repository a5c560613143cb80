import { UnreadableFileError } from './unreadable-file-error.ts';

/** The text of a PDF, page after page with an empty line between. Needs the optional package `unpdf`. */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  const unpdf = await import('unpdf').catch(() => undefined);
  if (!unpdf) throw new UnreadableFileError('To read PDF files, install the package unpdf beside assistant-kit.');
  let pages: string[];
  try {
    // It takes the bytes over, and others still need them; and it refuses a Buffer, whose slices are Buffers too.
    // It writes about damage to the console unless told not to.
    const document = await unpdf.getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 });
    ({ text: pages } = await unpdf.extractText(document, { mergePages: false }));
  } catch {
    throw new UnreadableFileError('This PDF is damaged or locked with a password.');
  }
  const text = pages.map((page) => page.trim()).join('\n\n');
  if (text.trim() === '') throw new UnreadableFileError('This PDF holds only pictures of pages, and no text.');
  return text;
}
