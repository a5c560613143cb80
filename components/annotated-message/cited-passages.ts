import type { SoughtPassage } from '../file-preview/find-passage.ts';
import type { CitedSource } from './citations.ts';

/** A passage of a source, and the citations of the answer that rest on it. */
export interface CitedPassage extends SoughtPassage {
  /** Their keys. */
  readonly citations: readonly string[];
}

/** The passages of a source that an answer quotes, each once, as a reader of the answer meets them. */
export function citedPassages({ citations }: CitedSource): CitedPassage[] {
  const passages = new Map<string, SoughtPassage & { citations: string[] }>();
  for (const { key, annotations } of citations) {
    for (const { quote, quoteStart, quoteEnd } of annotations) {
      if (!quote?.trim()) continue;
      const place = quoteStart !== undefined && quoteEnd !== undefined ? { start: quoteStart, end: quoteEnd } : {};
      const passage = passages.get(quote) ?? { quote, ...place, citations: [] };
      if (!passage.citations.includes(key)) passage.citations.push(key);
      passages.set(quote, passage);
    }
  }
  return [...passages.values()];
}
