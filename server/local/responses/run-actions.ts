import type { Actions, Answer, CodeFile, CodeRun } from '../brain/actions.ts';
import { extractText } from '../search/extract/extract-text.ts';
import { UnreadableFileError } from '../search/extract/unreadable-file-error.ts';
import { IndexedText } from '../search/indexed-text.ts';
import type { Question } from '../search/question.ts';
import type { Stamp } from '../stamp.ts';
import { type FoundPassages, searchFiles, type SearchOptions } from '../vector-stores/search-files.ts';
import type { SearchableFile } from '../vector-stores/vector-store-library.ts';
import { answerAnnotations } from './answer-annotations.ts';
import type { MessageFile } from './message-files.ts';
import type { ResponseWriter } from './response-writer.ts';
import type { Workspace } from './workspace.ts';
import { type CodeOutputs, writeCodeCall } from './write-code-call.ts';
import { writeFunctionCall } from './write-function-call.ts';
import { writeMessage } from './write-message.ts';
import { writeSearchCall } from './write-search-call.ts';

export interface RunActionsOptions {
  writer: ResponseWriter;
  stamp: Stamp;
  messageFiles: readonly MessageFile[];
  /** The files of the request's vector stores. */
  searchable: readonly SearchableFile[];
  searchOptions: SearchOptions;
  workspace?: Workspace;
}

/** What the brain does, done: tools are used for real and written as items of the response. */
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
    const { writer, stamp, searchable, searchOptions } = this.#options;
    const found = searchFiles(searchable, question, searchOptions);
    writeSearchCall(writer, stamp.id('fs_'), [question.text], found.results);
    return found;
  }

  files(): Promise<readonly CodeFile[]> {
    this.#files ??= this.#options.workspace?.inputFiles() ?? Promise.resolve([]);
    return this.#files;
  }

  async run(code: string): Promise<CodeRun> {
    const { writer, stamp, workspace } = this.#options;
    if (!workspace) throw new Error('The request offers no code interpreter.');
    const container = await workspace.open();
    let done: CodeRun | undefined;
    await writeCodeCall(writer, { id: stamp.id('ci_'), containerId: container.id, code }, async () => {
      done = await workspace.run(code, container, writer.signal);
      return outputsOf(done);
    });
    if (!done) throw new Error('The code did not run.');
    return done;
  }

  async call(name: string, values: Record<string, unknown>): Promise<void> {
    const { writer, stamp } = this.#options;
    const call = { id: stamp.id('fc_'), callId: stamp.id('call_'), name, json: JSON.stringify(values) };
    await writeFunctionCall(writer, call);
  }

  async say(answer: Answer): Promise<void> {
    const { writer, stamp } = this.#options;
    await writeMessage(writer, stamp.id('msg_'), answer.text, answerAnnotations(answer));
  }
}

function outputsOf({ result }: CodeRun): CodeOutputs {
  const logs: CodeOutputs = result.logs === '' ? [] : [{ type: 'logs', logs: result.logs }];
  const images: CodeOutputs = result.shown.map(({ mediaType, bytes }) => {
    return { type: 'image', url: `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}` };
  });
  return [...logs, ...images];
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
