import type { ColorCode, ReadCode } from '../markdown/index.ts';

/** By language; once it is loaded code gets its colours at once. */
const known = new Map<string, ReadCode | undefined | Promise<ReadCode | undefined>>();

/** Reads code by the grammars of `@codemirror/legacy-modes`, each loaded when code of its language comes. Without them code is plain. */
export const colorCode: ColorCode = (language) => {
  if (!known.has(language)) known.set(language, load(language));
  return known.get(language);
};

async function load(language: string): Promise<ReadCode | undefined> {
  const readCode = await import('./load-grammar.ts').then(
    ({ loadGrammar }) => loadGrammar(language),
    () => undefined,
  );
  known.set(language, readCode);
  return readCode;
}
