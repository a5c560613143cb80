import { extractText } from '../search/extract/extract-text.ts';
import { UnreadableFileError } from '../search/extract/unreadable-file-error.ts';
import { IndexedText } from '../search/indexed-text.ts';
import { asksForOverview, overviewQuestion } from '../search/overview.ts';
import { readQuestion } from '../search/question.ts';
import { searchFiles } from '../vector-stores/search-files.ts';
import type { SearchableFile } from '../vector-stores/vector-store-library.ts';
import type { LentFile } from './lent-file.ts';

export interface FileSearchOptions {
  /** Most passages that one search gives; 8 when left out. */
  maxResults?: number;
}

/** A passage of a file: `text` is an exact slice of the file's text, from `start` on. */
export interface FoundPassage {
  fileId: string;
  text: string;
  start: number;
  score: number;
}

export interface FileSearch {
  /** The text that places of passages count in. @throws {UnreadableFileError} */
  text(file: LentFile): Promise<string>;
  search(query: string, files: readonly LentFile[], options: { signal: AbortSignal }): Promise<FoundPassage[]>;
}

/** Texts take several times their size in memory; more of them are read again when they are needed. */
const maxTexts = 100;
const maxBytes = 32 * 1024 * 1024;

/** The file search of the local service, for models elsewhere: by the words of a query, with exact places. */
export function fileSearch({ maxResults = 8 }: FileSearchOptions = {}): FileSearch {
  const texts = new Map<string, Promise<IndexedText>>();
  const textOf = (file: LentFile): Promise<IndexedText> => {
    const text = texts.get(file.id) ?? readText(file);
    // To the end, so that the one not used for longest goes first; one that failed is tried again.
    texts.delete(file.id);
    texts.set(file.id, text);
    text.catch(() => texts.delete(file.id));
    for (const oldest of texts.keys()) {
      if (texts.size <= maxTexts) break;
      texts.delete(oldest);
    }
    return text;
  };
  return {
    text: async (file) => (await textOf(file)).text,
    async search(query, files, { signal }) {
      const read = files.map(async (file): Promise<SearchableFile[]> => {
        const text = await textOf(file).catch(ignoreUnreadable);
        return text ? [{ file: { id: file.id, filename: file.name, attributes: {} }, text }] : [];
      });
      const searchable = (await Promise.all(read)).flat();
      signal.throwIfAborted();
      const all = searchable.map(({ text }) => text);
      const question = asksForOverview(query) ? overviewQuestion(query, all) : readQuestion(query);
      const { results } = searchFiles(searchable, question, { maxResults, threshold: 0 });
      return results.map(({ fileId, text, score, attributes }) => {
        return { fileId, text, score, start: attributes['start'] as number };
      });
    },
  };
}

async function readText({ name, bytes }: LentFile): Promise<IndexedText> {
  const content = await bytes();
  if (content.length > maxBytes) throw new UnreadableFileError(`${name} is too large to be searched.`);
  return new IndexedText(name, await extractText(name, content));
}

function ignoreUnreadable(error: unknown): undefined {
  if (error instanceof UnreadableFileError) return undefined;
  throw error;
}
