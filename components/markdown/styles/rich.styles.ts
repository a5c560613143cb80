import { asideStyles } from './aside.styles.ts';
import { boxStyles } from './box.styles.ts';
import { codeStyles } from './code.styles.ts';
import { verbatimStyles } from './verbatim.styles.ts';

/** The look of what is more than prose; behind `proseStyles`. */
export const richStyles = `
[data-markdown] {
${boxStyles}
${codeStyles}
${verbatimStyles}
${asideStyles}
}
`;
