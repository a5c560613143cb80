import { markdownLines } from './markdown-text.ts';

/** What a page runs: blocks of code whose fence says `live`, in the order in which they stand. */
export interface LiveExample {
  readonly markup: string;
  /** The blocks of script as one module; empty where a page shows nothing live. */
  readonly script: string;
}

export function liveExample(markdown: string): LiveExample {
  return { markup: blocks(markdown, 'html live').join('\n'), script: blocks(markdown, 'js live').join('\n') };
}

/** The code of every fence with this information behind it. */
export function blocks(markdown: string, information: string): string[] {
  const found: string[][] = [];
  let isOpen = false;
  for (const { text, isCode } of markdownLines(markdown)) {
    if (isOpen && text.startsWith('```')) isOpen = false;
    else if (isOpen) found.at(-1)?.push(text);
    else if (isCode && text === `\`\`\`${information}`) {
      isOpen = true;
      found.push([]);
    }
  }
  return found.map((lines) => lines.join('\n'));
}
