import type { Actions, Answer, CodeFile, CodeRun } from '../brain/actions.ts';
import { extractText } from '../search/extract/extract-text.ts';
import { UnreadableFileError } from '../search/extract/unreadable-file-error.ts';
import { IndexedText } from '../search/indexed-text.ts';
import type { Question } from '../search/question.ts';
import { type FoundPassages, searchFiles, type SearchOptions } from '../vector-stores/search-files.ts';
import type { SearchableFile } from '../vector-stores/vector-store-library.ts';
import type { AnswerWriter } from './answer-writer.ts';
import type { MessageFile } from './message-files.ts';
import type { Workspace } from './workspace.ts';

export interface RunActionsOptions {
  writer: AnswerWriter;
  messageFiles: readonly MessageFile[];
  /** The files of the request's vector stores. */
  searchable: readonly SearchableFile[];
  searchOptions: SearchOptions;
  workspace?: Workspace;
}

/** What the brain does, done: tools are used for real and told in the dialect of the writer. */
export class RunActions implements Actions {
  readonly #options: RunActionsOptions;
  #documents: Promise<SearchableFile[]> | undefined;
  #files: Promise<CodeFile[]> | undefined;

  constructor(options: RunActionsOptions) {
    this.#options = options;
  }

  async searchable(): Promise<readonly SearchableFile[]> {
    return this.#options.searchable;
  }

  documents(): Promise<readonly SearchableFile[]> {
    this.#documents ??= readDocuments(this.#options.messageFiles);
    return this.#documents;
  }

  async search(question: Question): Promise<FoundPassages> {
    const { writer, searchable, searchOptions } = this.#options;
    const found = searchFiles(searchable, question, searchOptions);
    await writer.search(question.text, found.results);
    return found;
  }

  files(): Promise<readonly CodeFile[]> {
    this.#files ??= this.#options.workspace?.inputFiles() ?? Promise.resolve([]);
    return this.#files;
  }

  async run(code: string): Promise<CodeRun> {
    const { writer, workspace } = this.#options;
    if (!workspace) throw new Error('The request offers no code interpreter.');
    const container = await workspace.open();
    let done: CodeRun | undefined;
    await writer.code(code, container.id, async () => {
      done = await workspace.run(code, container, writer.signal);
      return done;
    });
    if (!done) throw new Error('The code did not run.');
    return done;
  }

  call(name: string, values: Record<string, unknown>): Promise<void> {
    return this.#options.writer.call(name, JSON.stringify(values));
  }

  say(answer: Answer): Promise<void> {
    return this.#options.writer.say(answer);
  }
}

async function readDocuments(files: readonly MessageFile[]): Promise<SearchableFile[]> {
  const read = files.map(async ({ id, filename, content }): Promise<SearchableFile[]> => {
    try {
      const text = new IndexedText(filename, await extractText(filename, await content()));
      return [{ file: { id, filename, attributes: {} }, text }];
    } catch (error) {
      if (error instanceof UnreadableFileError) return [];
      throw error;
    }
  });
  return (await Promise.all(read)).flat();
}
