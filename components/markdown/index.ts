import { provideRich } from './rich.ts';
import { richMarkdown } from './rich-markdown.ts';

export type * from './block.ts';
export { isContainer } from './block.ts';
export { MarkdownDocument, type InlineContent } from './document.ts';
export type * from './inlines/inline.ts';
export { markdownStyles } from './markdown.styles.ts';
export type { CodeToken, ColorCode, ReadCode, ReadCodeLine } from './view/code-colors.ts';
export type { DrawDiagram } from './view/diagram.ts';
export type { DrawLink, LinkDescription } from './view/drawing.ts';
export type { DrawFormula } from './view/formulas.ts';
export type { Insertion } from './view/insertions.ts';
export { MarkdownView, type MarkdownViewOptions } from './view/markdown-view.ts';
export { defaultMarkdownStrings, type MarkdownStrings } from './view/markdown-strings.ts';
export { rangesBetween } from './view/ranges.ts';
export { sentenceAt, type Sentence } from './view/sentence.ts';

// Who imports the engine as such wants all of it, at once.
provideRich(richMarkdown);
