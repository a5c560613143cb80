import type { MarkdownStrings } from '../markdown/index.ts';

/** The words of a message, apart from those of the other elements: it is used alone too. */
export const messageStrings = {
  sources: 'Sources',
  sourcesFailed: 'The sources of this answer could not be loaded.',
  formattingFailed: 'What shows parts of this answer could not be loaded: they stand as they were written.',
  retry: 'Try again',
  /** The name of a marker, for who does not see its number. */
  citation: (number: number, name: string): string => `source ${number}, ${name}`,
  openSource: (name: string): string => `Open ${name}`,
  openLink: 'Open',
  closePreview: 'Close',
  showMoreSources: (count: number): string => `Show ${count} more`,
  cannotOpenFile: 'This file cannot be opened here.',
  webPage: 'Web page',
  fileOfKind: (extension: string): string => (extension ? `${extension} file` : 'File'),
  copyMessage: 'Copy message',
  copied: 'Copied',
  notCopied: 'Not copied: the browser does not allow it',
  refusal: 'The assistant declined',
  /** Words within the text of messages: of code blocks, images, footnotes. English where left out. */
  markdown: {} as Partial<MarkdownStrings>,
};

export type MessageStrings = typeof messageStrings;
