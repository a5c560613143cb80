import type { IndexedText } from './indexed-text.ts';
import type { Question } from './question.ts';
import { type Hit, rarity } from './rank-passages.ts';
import type { Sentence } from './sentences.ts';
import { synonyms } from './synonyms.ts';
import { terms } from './terms.ts';

/** A sentence that answers, and where it stands. */
export interface Quotation {
  hit: Hit;
  sentence: Sentence;
  /** `text.slice(start, end)` of the text it stands in. */
  quote: string;
  score: number;
}

interface Candidate extends Quotation {
  found: ReadonlySet<string>;
  subject: ReadonlySet<string>;
}

const maxPassages = 6;
const maxSentences = 3;
const expected: Record<NonNullable<Question['expects']>, RegExp> = {
  time: /\b\d{4}\b|\d:\d\d|\d{1,2}[./]\d{1,2}[./]|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|days?|weeks?|months?|years?|hours?|minutes?|noon|midnight|quarter)\b/i,
  number:
    /\d|[€$£%]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|thousand|million|once|twice)\b/i,
  person: /\p{Lu}\p{L}+\s+\p{Lu}\p{L}+|\b(?:manager|director|team|head|officer|president)\b/u,
};

/** A date says when something ends, and a number of days how long it lasts, whatever words they take for that. */
const ofTime = new Set(terms('begin due end expire finish last long run start valid'));
const general = new Set(
  terms('accept allow apply contain include need offer permit possible provide require support work'),
);

/** The one to three sentences of the passages found that best answer, the best first; none where nothing fits. */
export function pickSentences(texts: readonly IndexedText[], hits: readonly Hit[], question: Question): Quotation[] {
  if (
    question.names.some((name) => question.terms.includes(name)) &&
    !question.names.some((name) => isKnown(texts, name))
  ) {
    return [];
  }
  const candidates = hits.slice(0, maxPassages).flatMap((hit) => judge(texts, hit, question));
  const fitting = candidates.filter((candidate) => covers(candidate, question)).sort((a, b) => b.score - a.score);
  const best = fitting[0];
  if (!best) return [];
  return best.quote.endsWith(':') ? [best, ...following(candidates, best)] : choose(fitting, best);
}

/** Further sentences that are nearly as good and say something else. */
function choose(candidates: readonly Candidate[], best: Candidate): Quotation[] {
  const chosen = [best];
  for (const candidate of candidates.slice(1)) {
    if (chosen.length === maxSentences || candidate.score < best.score * 0.88) break;
    if (chosen.some(({ quote }) => quote === candidate.quote)) continue;
    chosen.push(candidate);
  }
  return chosen;
}

/** What is listed below a sentence like "The opening hours are:". */
function following(candidates: readonly Candidate[], { hit, sentence }: Candidate): Quotation[] {
  return candidates
    .filter((other) => other.hit === hit && other.sentence.start > sentence.start)
    .sort((a, b) => a.sentence.start - b.sentence.start)
    .slice(0, maxSentences - 1);
}

function judge(texts: readonly IndexedText[], hit: Hit, question: Question): Candidate[] {
  const { text, subject } = texts[hit.text] ?? {};
  if (text === undefined || subject === undefined) return [];
  return hit.passage.sentences.map((sentence) => {
    const quote = text.slice(sentence.start, sentence.end);
    const own = new Set(terms(quote));
    const above = new Set(sentence.headings.flatMap(({ start, end }) => [...terms(text.slice(start, end))]));
    const found = new Set<string>();
    let score = 0;
    for (const concept of question.concepts) {
      let best = 0;
      for (const [term, weight] of concept) {
        const share = own.has(term) ? 1 : above.has(term) || subject.has(term) ? 0.6 : 0;
        if (share === 0) continue;
        // What the whole file is about says nothing about this sentence.
        if (!subject.has(term)) found.add(term);
        best = Math.max(best, share * weight * (0.3 + rarity(texts, term)));
      }
      score += best;
    }
    return {
      hit,
      sentence,
      quote,
      score: score * likelihood(quote, question) * (0.75 + 0.25 * hit.score),
      found,
      subject,
    };
  });
}

/** How much a sentence looks like an answer, whatever its words. */
function likelihood(quote: string, { expects, asksFor }: Question): number {
  const words = quote.split(/\s+/).length;
  // Long sentences hold many words by chance; a single word says nothing.
  let factor = words < 2 ? 0.5 : 1 / (1 + 0.02 * Math.max(0, words - 15));
  if (expects && expected[expects].test(quote)) factor *= 1.35;
  if (asksFor !== undefined && defines(quote, asksFor)) factor *= 1.5;
  return factor;
}

/** Whether half of what was asked for is there, itself or by another word, and not only words that go with everything. */
function covers({ quote, found, subject, score }: Candidate, question: Question): boolean {
  const answersTime = question.expects === 'time' && expected.time.test(quote);
  const wanted = question.terms.filter((term) => !subject.has(term) && !(answersTime && ofTime.has(term)));
  const met = wanted.filter((term) => found.has(term) || related(term, found));
  const isSpecific = met.some((term) => !general.has(term)) || wanted.every((term) => general.has(term));
  return score > 0 && isSpecific && met.length * 2 >= wanted.length;
}

/** Whether a sentence begins with a thing and says what it is. */
function defines(quote: string, thing: string): boolean {
  const [, opening = ''] = /^(.{0,60}?)\s(?:is|are|was|were|means?|stands for)\s/i.exec(quote) ?? [];
  return [...terms(opening)].slice(0, 2).includes(thing);
}

function isKnown(texts: readonly IndexedText[], term: string): boolean {
  return texts.some(({ postings }) => postings.has(term));
}

function related(term: string, found: ReadonlySet<string>): boolean {
  for (const other of synonyms(term)) if (found.has(other)) return true;
  return false;
}
