import { loadGrammar } from '../../components/code-colors/load-grammar.ts';
import type { ReadCode } from '../../components/markdown/index.ts';

/** Reads code of a language line by line, as the elements do. */
export type ColorLines = (code: string, language: string) => string;

/** Loads the grammars of these languages, so that code in them can be coloured while a page is drawn. */
export async function loadColors(languages: Iterable<string>): Promise<ColorLines> {
  const grammars = new Map<string, ReadCode | undefined>();
  for (const language of languages) grammars.set(language, await loadGrammar(language));
  return (code, language) => {
    const readLine = grammars.get(language)?.();
    return code
      .split('\n')
      .map((line) => {
        let end = 0;
        const pieces = (readLine?.(line) ?? []).map((token) => {
          const before = escapeHtml(line.slice(end, token.start));
          end = token.end;
          return `${before}<span class="code-${token.kind}">${escapeHtml(line.slice(token.start, token.end))}</span>`;
        });
        return pieces.join('') + escapeHtml(line.slice(end));
      })
      .join('\n');
  };
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
