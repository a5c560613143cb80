/** The words and labels that a markdown view shows besides the text. */
export interface MarkdownStrings {
  copyCode: string;
  copied: string;
  wrapLines: string;
  /** Shows the code that a diagram was drawn from. */
  showCode: string;
  /** Names a block of code to those who cannot see it; `language` may be empty. */
  code: (language: string) => string;
  table: string;
  formula: string;
  loadImage: (host: string) => string;
  footnotes: string;
  footnote: (number: number) => string;
  backToText: (number: number) => string;
  taskDone: string;
  taskOpen: string;
}

export const defaultMarkdownStrings: MarkdownStrings = {
  copyCode: 'Copy code',
  copied: 'Copied',
  wrapLines: 'Wrap lines',
  showCode: 'Show code',
  code: (language) => (language ? `Code, ${language}` : 'Code'),
  table: 'Table',
  formula: 'Formula',
  loadImage: (host) => `Load image from ${host}`,
  footnotes: 'Footnotes',
  footnote: (number) => `Footnote ${number}`,
  backToText: (number) => `Back to the text of footnote ${number}`,
  taskDone: 'Done',
  taskOpen: 'Not done',
};
