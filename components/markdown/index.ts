export type * from './block.ts';
export { isContainer } from './block.ts';
export { MarkdownDocument, type InlineContent } from './document.ts';
export type * from './inlines/inline.ts';
export { markdownStyles } from './markdown.styles.ts';
export type { DrawLink, LinkDescription } from './view/drawing.ts';
export type { Insertion } from './view/insertions.ts';
export { MarkdownView, type MarkdownViewOptions, type Sentence } from './view/markdown-view.ts';
export { defaultMarkdownStrings, type MarkdownStrings } from './view/markdown-strings.ts';
