import type { AnswerWriter } from '../answering/answer-writer.ts';
import type { Answer, CodeRun } from '../brain/actions.ts';
import type { Stamp } from '../stamp.ts';
import type { SearchResult } from '../vector-stores/search-files.ts';
import { answerAnnotations } from './answer-annotations.ts';
import type { ResponseWriter } from './response-writer.ts';
import { type CodeOutputs, writeCodeCall } from './write-code-call.ts';
import { writeFunctionCall } from './write-function-call.ts';
import { writeMessage } from './write-message.ts';
import { writeSearchCall } from './write-search-call.ts';

/** Tells what the engine does as items of a response. */
export class ItemWriter implements AnswerWriter {
  readonly #writer: ResponseWriter;
  readonly #stamp: Stamp;

  constructor(writer: ResponseWriter, stamp: Stamp) {
    this.#writer = writer;
    this.#stamp = stamp;
  }

  get signal(): AbortSignal {
    return this.#writer.pen.signal;
  }

  async search(query: string, results: readonly SearchResult[]): Promise<void> {
    writeSearchCall(this.#writer, this.#stamp.id('fs_'), [query], results);
  }

  async code(code: string, containerId: string, run: () => Promise<CodeRun>): Promise<void> {
    const call = { id: this.#stamp.id('ci_'), containerId, code };
    await writeCodeCall(this.#writer, call, async () => outputsOf(await run()));
  }

  async call(name: string, json: string): Promise<void> {
    const call = { id: this.#stamp.id('fc_'), callId: this.#stamp.id('call_'), name, json };
    await writeFunctionCall(this.#writer, call);
  }

  async say(answer: Answer): Promise<void> {
    await writeMessage(this.#writer, this.#stamp.id('msg_'), answer.text, answerAnnotations(answer));
  }
}

function outputsOf({ result }: CodeRun): CodeOutputs {
  const logs: CodeOutputs = result.logs === '' ? [] : [{ type: 'logs', logs: result.logs }];
  const images: CodeOutputs = result.shown.map(({ mediaType, bytes }) => {
    return { type: 'image', url: `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}` };
  });
  return [...logs, ...images];
}
