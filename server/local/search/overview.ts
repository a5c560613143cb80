import type { IndexedText } from './indexed-text.ts';
import type { Quotation } from './pick-sentences.ts';
import type { Question } from './question.ts';
import type { Hit } from './rank-passages.ts';
import { isStopWord } from './stop-words.ts';
import { terms } from './terms.ts';

const asking =
  /\b(?:summar\w+|overview|gist|outline|tl;?dr|(?:key|main|most important) (?:points?|facts?|ideas?))\b|\bwhat(?:'s| is| are) (?:this|these|it|the|my)(?: \w+)? about\b|\bwhat (?:does|do|is) (?:this|these|the|my) (?:files?|documents?|texts?|attachments?|pdfs?|uploads?) (?:say|contain|cover)\W*$|\bwhat(?:'s| is) in (?:this|these|the|my) (?:\w+)\W*$/i;
const maxTerms = 8;
const maxSentences = 3;

/** Whether somebody wants to know what a file is about rather than one thing in it; files sent without a word ask for that. */
export function asksForOverview(question: string): boolean {
  return question.trim() === '' || asking.test(question);
}

/** The question whose terms are the words these texts use most. */
export function overviewQuestion(text: string, texts: readonly IndexedText[]): Question {
  const counts = new Map<string, number>();
  for (const { postings } of texts) {
    for (const [term, byPassage] of postings) {
      if (term.length < 4 || /\d/.test(term) || isStopWord(term)) continue;
      let times = 0;
      for (const count of byPassage.values()) times += count;
      counts.set(term, (counts.get(term) ?? 0) + times);
    }
  }
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).slice(0, maxTerms);
  const query = new Map(frequent.map(([term, times]) => [term, Math.sqrt(times)]));
  return {
    text: text.trim() || 'What are these files about?',
    terms: [...query.keys()],
    names: [],
    query,
    concepts: [query],
  };
}

/** The sentences that hold most of what a text keeps talking about, in their order. */
export function pickOverview(texts: readonly IndexedText[], hits: readonly Hit[], question: Question): Quotation[] {
  const candidates = hits.flatMap((hit) => {
    const text = texts[hit.text]?.text ?? '';
    return hit.passage.sentences.map((sentence): Quotation => {
      const quote = text.slice(sentence.start, sentence.end);
      const words = quote.split(/\s+/).length;
      let score = 0;
      for (const term of new Set(terms(quote))) score += question.query.get(term) ?? 0;
      // Where a text begins it mostly says what it is.
      if (sentence.start < 200) score *= 1.5;
      return { hit, sentence, quote, score: words < 4 ? score / 2 : score / Math.sqrt(1 + words / 12) };
    });
  });
  return candidates
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, maxSentences)
    .sort((a, b) => a.hit.text - b.hit.text || a.sentence.start - b.sentence.start);
}
