import type { Query } from './rank-passages.ts';
import { isStopWord } from './stop-words.ts';
import { synonyms } from './synonyms.ts';
import { terms } from './terms.ts';

/** A question as the search sees it. */
export interface Question {
  /** As the person wrote it. */
  text: string;
  /** Stems of the words that say what is asked for, in order, each once. */
  terms: readonly string[];
  /** Names and numbers among them: an answer without them is about something else. */
  names: readonly string[];
  /** What kind of thing an answer holds. */
  expects?: 'time' | 'number' | 'person';
  /** The one thing that is asked what it is. */
  asksFor?: string;
  query: Query;
  /** The same, with each word beside those that would say it too, so that saying it twice counts once. */
  concepts: readonly Query[];
}

const synonymWeight = 0.7;
const earlierWeight = 0.4;

/** @param earlier the question before, whose subject a follow-up like "and for managers?" keeps without naming it */
export function readQuestion(text: string, earlier?: string): Question {
  const own = contentWords(text);
  const ownTerms = unique(own.flatMap((word) => [...terms(word)]));
  const inherited = earlier !== undefined && refersBack(text, ownTerms) ? readQuestion(earlier) : undefined;
  const concepts = [
    ...ownTerms.map((term) => conceptOf(term)),
    ...(inherited?.concepts ?? []).map((concept) => weighed(concept, ownTerms.length > 0 ? earlierWeight : 1)),
  ];
  const expects = expectation(text) ?? inherited?.expects;
  const asksFor =
    /^\W*(?:what|who) (?:is|are|was|were|does)\b/i.test(text) && ownTerms.length === 1 ? ownTerms[0] : undefined;
  return {
    text,
    terms: ownTerms.length > 0 ? ownTerms : (inherited?.terms ?? []),
    names: unique(own.filter((word) => isName(word, text)).flatMap((word) => [...terms(word)])),
    ...(expects && { expects }),
    ...(asksFor && { asksFor }),
    query: joined(concepts),
    concepts,
  };
}

function conceptOf(term: string): Query {
  return new Map([...[...synonyms(term)].map((other): [string, number] => [other, synonymWeight]), [term, 1]]);
}

function weighed(concept: Query, weight: number): Query {
  return new Map([...concept].map(([term, own]) => [term, own * weight]));
}

function joined(concepts: readonly Query[]): Query {
  const query = new Map<string, number>();
  for (const [term, weight] of concepts.flatMap((concept) => [...concept])) {
    query.set(term, Math.max(query.get(term) ?? 0, weight));
  }
  return query;
}

function contentWords(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}\p{M}]+(?:[’'.,](?=[\p{L}\p{N}])[\p{L}\p{N}\p{M}]+)*/gu) ?? [];
  return words.filter((word) => !isStopWord(word));
}

/** Two words of content can stand alone; fewer, or a pronoun, mean that the question before still counts. */
function refersBack(text: string, ownTerms: readonly string[]): boolean {
  if (/^\s*(?:and|or|but|what about|how about|also|why|really)\b/i.test(text)) return true;
  return ownTerms.length < 2 || /\b(?:it|its|that|this|they|them|their|those|these|there|then|he|she)\b/i.test(text);
}

/** A word with a digit, or with a capital where no sentence begins. */
function isName(word: string, text: string): boolean {
  if (/\p{N}/u.test(word)) return true;
  if (!/^\p{Lu}/u.test(word)) return false;
  const before = text.slice(0, text.indexOf(word)).trimEnd();
  return before !== '' && !/[.!?:"“(]$/.test(before) && text !== text.toUpperCase();
}

function expectation(text: string): Question['expects'] {
  if (/\b(?:when|what (?:date|day|time|year|month)|how long|until|deadline|since)\b/i.test(text)) return 'time';
  if (
    /\b(?:how (?:much|many|often|old|far|big|large|heavy|tall|high)|price|cost|costs|percentage|number of)\b/i.test(
      text,
    )
  )
    return 'number';
  if (/\b(?:who|whom|whose)\b/i.test(text)) return 'person';
  return undefined;
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
