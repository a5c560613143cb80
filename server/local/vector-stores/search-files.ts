import type { Question } from '../search/question.ts';
import { type Hit, rankPassages } from '../search/rank-passages.ts';
import type { Filter } from './attribute-filter.ts';
import type { Attributes, SearchableFile } from './vector-store-library.ts';

export interface SearchOptions {
  maxResults: number;
  /** Results below it are left out. */
  threshold: number;
  filter?: Filter;
}

/** A passage that was found; `text` is an exact slice of the text of its file, and `attributes` say from where to where. */
export interface SearchResult {
  fileId: string;
  filename: string;
  score: number;
  text: string;
  attributes: Attributes;
}

export interface FoundPassages {
  /** The files that were searched. */
  files: readonly SearchableFile[];
  results: readonly SearchResult[];
}

/** The passages of some files that have the words of a question, best first. */
export function searchFiles(
  all: readonly SearchableFile[],
  question: Question,
  { maxResults, threshold, filter }: SearchOptions,
): FoundPassages {
  const files = filter ? all.filter(({ file }) => filter(file.attributes)) : all;
  const ranked = rankPassages(
    files.map(({ text }) => text),
    question.query,
  );
  const hits = ranked.filter(({ score }) => score >= threshold).slice(0, maxResults);
  return { files, results: hits.flatMap((hit) => resultOf(files, hit)) };
}

function resultOf(files: readonly SearchableFile[], { text: index, passage, score }: Hit): SearchResult[] {
  const found = files[index];
  if (!found) return [];
  const { file, text } = found;
  const { start, end } = passage;
  return [
    {
      fileId: file.id,
      filename: file.filename,
      score: Math.round(score * 10_000) / 10_000,
      text: text.text.slice(start, end),
      attributes: { ...file.attributes, start, end },
    },
  ];
}
