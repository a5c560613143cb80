import type { Quotation } from '../search/pick-sentences.ts';
import type { SearchableFile } from '../vector-stores/vector-store-library.ts';
import type { Answer, FileCitation } from './actions.ts';
import { escapeName } from './escape-name.ts';

/** Sentences of files word for word, each with the citation of where it stands. */
export function quotingAnswer(quotations: readonly Quotation[], files: readonly SearchableFile[]): Answer {
  const citations: FileCitation[] = [];
  let text = '';
  for (const number of new Set(quotations.map(({ hit }) => hit.text))) {
    const file = files[number]?.file;
    if (!file) continue;
    const own = quotations.filter(({ hit }) => hit.text === number);
    text += `${text && '\n\n'}**${escapeName(file.filename)}** says:`;
    for (const [index, { quote }] of own.entries()) {
      if (own.length === 1) text += ' ';
      else text += index === 0 ? '\n\n- ' : '\n- ';
      const quoted = quoteWithStop(quote);
      citations.push({ index: text.length + quoted.stop, fileId: file.id, filename: file.filename });
      text += quoted.text;
    }
  }
  return { text, citations };
}

/** That there is nothing, and where it was looked for. */
export function nothingFound(files: readonly SearchableFile[]): Answer {
  const names = [...new Set(files.map(({ file }) => `*${escapeName(file.filename)}*`))];
  const shown = names.length > 5 ? [...names.slice(0, 4), `${names.length - 4} more`] : names;
  const looked = shown.length > 0 ? ` I looked through ${new Intl.ListFormat('en').format(shown)}.` : '';
  return { text: `I found nothing about that in your files.${looked}` };
}

/** A sentence in quotation marks, and where its full stop is; one is added after the marks where it has none. */
function quoteWithStop(quote: string): { text: string; stop: number } {
  const stop = /[.!?…][)\]"'”’»]*$/.exec(quote)?.index;
  return stop === undefined ? { text: `“${quote}”.`, stop: quote.length + 2 } : { text: `“${quote}”`, stop: stop + 1 };
}
