import { proseStyles } from './styles/prose.styles.ts';
import { richStyles } from './styles/rich.styles.ts';

/**
 * The look of markdown that a `MarkdownView` shows, for the shadow root or document it stands in. Everything is relative to the
 * font size of the container; colours follow `color-scheme`.
 *
 * @csspart code - A block of code.
 * @csspart code-header - The line above it: its language, and buttons that copy it and wrap its lines.
 * @csspart diagram - What a page has drawn from code.
 * @csspart table - What scrolls a wide table.
 * @csspart image - The button in the place of an image that has not been asked for.
 * @csspart math - A formula; beside it `display` for one that stands alone.
 * @csspart html - Raw HTML, which shows as text.
 * @csspart footnotes - The footnotes.
 * @csspart footnote-reference - What leads to a footnote.
 * @csspart footnote-back - What leads back from it.
 * @cssprop --assistant-accent - Links.
 * @cssprop --assistant-muted - Quotes, labels and footnotes.
 * @cssprop --assistant-border - Lines.
 * @cssprop --assistant-surface-sunken - The ground of code.
 * @cssprop --assistant-code-font - Font of code.
 * @cssprop --assistant-radius - Roundness of boxes.
 */
export const markdownStyles = proseStyles + richStyles;
