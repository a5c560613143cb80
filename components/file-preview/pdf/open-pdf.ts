import type * as pdfjs from 'unpdf/pdfjs';

export type { PDFDocumentProxy, PDFPageProxy } from 'unpdf/pdfjs';

export type PdfReader = typeof pdfjs;

/** PDF.js as the optional package `unpdf` brings it, which knows no worker to fetch; undefined where it is not installed. */
export async function loadPdfReader(): Promise<PdfReader | undefined> {
  return import('unpdf/pdfjs').catch(() => undefined);
}

/**
 * Opens a PDF. What a PDF can ask for besides being drawn (scripts, forms, fetching more, code made of fonts) stays off.
 * @throws where it is damaged or locked.
 */
export async function openPdf(reader: PdfReader, bytes: Uint8Array): Promise<pdfjs.PDFDocumentProxy> {
  return reader.getDocument({
    // The reader takes what it is given, and the bytes may be read again.
    data: bytes.slice(),
    isEvalSupported: false,
    useWasm: false,
    enableXfa: false,
    useSystemFonts: true,
    disableAutoFetch: true,
    maxImageSize: 64_000_000,
    verbosity: 0,
  }).promise;
}
