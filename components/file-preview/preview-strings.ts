import type { ChatStrings } from '../strings.ts';
import type { FoundState } from './placed-passages.ts';

/** The words and labels of previews, of the viewer around them, and of what goes wrong there. */
export interface PreviewStrings {
  closeViewer: string;
  download: string;
  retry: string;
  loading: string;
  loadingShare: (share: number) => string;
  empty: string;
  noPreview: string;
  tooLarge: (limit: string) => string;
  unreadable: string;
  brokenImage: string;
  brokenPdf: string;
  pdfUnavailable: string;
  textOnly: string;
  invalidJson: string;
  zoomIn: string;
  zoomOut: string;
  zoomToFit: string;
  actualSize: string;
  zoomLevel: (percent: number) => string;
  imageHint: string;
  column: (number: number) => string;
  rows: (count: string) => string;
  rowsCut: (count: string) => string;
  columnsCut: (count: string) => string;
  row: string;
  sortedBy: (column: string, order: 'ascending' | 'descending' | 'none') => string;
  items: (count: number) => string;
  page: (number: number, pages: number) => string;
  passages: string;
  passage: (number: number, count: number) => string;
  previousPassage: string;
  nextPassage: string;
  passageState: (state: FoundState) => string;
}

export const defaultPreviewStrings: PreviewStrings = {
  closeViewer: 'Close',
  download: 'Download',
  retry: 'Try again',
  loading: 'Loading…',
  loadingShare: (share) => `Loading ${Math.round(share * 100)}%`,
  empty: 'This file is empty.',
  noPreview: 'There is no preview for this kind of file. You can download it.',
  tooLarge: (limit) => `This file is larger than ${limit}, too large for a preview. You can download it.`,
  unreadable: 'This file holds no text that can be shown. You can download it.',
  brokenImage: 'This picture cannot be shown: it is damaged, or of a kind this browser does not know.',
  brokenPdf: 'This PDF cannot be shown: it is damaged or locked. You can download it.',
  pdfUnavailable: 'This page cannot show PDF files. You can download it.',
  textOnly: 'Only the text of this file is shown, as the assistant reads it.',
  invalidJson: 'This is no valid JSON, so it is shown as text.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomToFit: 'Fit',
  actualSize: 'Actual size',
  zoomLevel: (percent) => `${percent}%`,
  imageHint: 'Plus and minus zoom, 0 fits, 1 shows the actual size, arrow keys move.',
  column: (number) => `Column ${number}`,
  rows: (count) => (count === '1' ? '1 row' : `${count} rows`),
  rowsCut: (count) => `The first ${count} rows are shown.`,
  columnsCut: (count) => `The first ${count} columns are shown.`,
  row: 'Row',
  sortedBy: (column, order) => (order === 'none' ? 'In the order of the file' : `Sorted by ${column}, ${order}`),
  items: (count) => (count === 1 ? '1 item' : `${count} items`),
  page: (number, pages) => `Page ${number} of ${pages}`,
  passages: 'Cited passages',
  passage: (number, count) => `${number} of ${count}`,
  previousPassage: 'Previous passage',
  nextPassage: 'Next passage',
  passageState: (state) =>
    ({
      sought: 'Looking for the passage…',
      whole: '',
      part: 'Only a part of this passage was found in the file.',
      missing: 'This passage was not found in the file. It may have been changed since.',
    })[state],
};

const merged = new WeakMap<ChatStrings, PreviewStrings>();

/** The words of previews among all others; English where nobody has given any. */
export function previewWords(strings: ChatStrings): PreviewStrings {
  const known = merged.get(strings) ?? { ...defaultPreviewStrings, ...strings.preview };
  merged.set(strings, known);
  return known;
}
