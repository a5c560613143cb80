export type * from './block.ts';
export { isContainer } from './block.ts';
export { MarkdownDocument, type InlineContent } from './document.ts';
export type * from './inlines/inline.ts';
