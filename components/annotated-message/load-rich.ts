import { css } from 'lit';
import { provideRich } from '../markdown/rich.ts';

/** The look of what a text has beyond prose: a style sheet that is filled, for all messages at once, when that is there. */
export const richSheet = css``;

let isThere = false;

/** Whether texts may be read that are more than prose. */
export function hasRich(): boolean {
  return isThere;
}

/** Brings what reads and draws more than prose. False where it cannot be reached; the next call tries again. */
export async function loadRich(): Promise<boolean> {
  if (isThere) return true;
  try {
    const [{ richMarkdown }, { richStyles }] = await Promise.all([
      import('../markdown/rich-markdown.ts'),
      import('../markdown/styles/rich.styles.ts'),
    ]);
    provideRich(richMarkdown);
    richSheet.styleSheet?.replaceSync(richStyles);
    isThere = true;
  } catch {
    return false;
  }
  return true;
}
