import type { RunStep, ToolCall, ToolCallDelta } from 'openai/resources/beta/threads/runs/steps';
import type { AnswerWriter } from '../answering/answer-writer.ts';
import { OutputLimitError } from '../answering/endings.ts';
import type { Answer, CodeRun } from '../brain/actions.ts';
import type { Stamp } from '../stamp.ts';
import type { SearchResult } from '../vector-stores/search-files.ts';
import type { KeepOutputs } from './keep-outputs.ts';
import { messageText } from './message-text.ts';
import { newStep } from './run-object.ts';
import type { ThreadRun } from './thread-run.ts';
import { writeMessage } from './write-message.ts';

export interface StepWriterOptions {
  threadRun: ThreadRun;
  stamp: Stamp;
  /** How many messages the thread has. */
  messageCount: number;
  keepOutputs: KeepOutputs;
}

/** Code is glanced at, not read word by word, and there is more of it than of the answer. */
const codeSpeed = 4;

/** Tells what the engine does as steps and messages of a run. */
export class StepWriter implements AnswerWriter {
  readonly #run: ThreadRun;
  readonly #options: StepWriterOptions;
  #stepId = '';
  /** The uploaded copies of the files that code wrote, by their ids in the container. */
  #outputs: ReadonlyMap<string, string> = new Map();

  constructor(options: StepWriterOptions) {
    this.#run = options.threadRun;
    this.#options = options;
  }

  get signal(): AbortSignal {
    return this.#run.pen.signal;
  }

  async search(_query: string, found: readonly SearchResult[]): Promise<void> {
    const id = this.#options.stamp.id('call_');
    this.#beginCall({ id, index: 0, type: 'file_search', file_search: {} });
    const results = found.map(({ fileId, filename, score, text }) => ({
      file_id: fileId,
      file_name: filename,
      score,
      content: [{ type: 'text' as const, text }],
    }));
    const ranking_options = { ranker: 'default_2024_08_21' as const, score_threshold: 0 };
    this.#finishCall({ id, type: 'file_search', file_search: { ranking_options, results } });
  }

  async code(code: string, _containerId: string, run: () => Promise<CodeRun>): Promise<void> {
    const id = this.#options.stamp.id('call_');
    this.#beginCall({ id, index: 0, type: 'code_interpreter', code_interpreter: { input: '', outputs: [] } });
    const send = (input: string) => this.#tellCall({ index: 0, type: 'code_interpreter', code_interpreter: { input } });
    const input = await this.#run.pen.write(code, send, codeSpeed);
    if (input.length < code.length) throw new OutputLimitError();
    const done = await run();
    this.signal.throwIfAborted();
    this.#outputs = await this.#options.keepOutputs(done);
    const { logs } = done.result;
    const outputs = [
      ...(logs === '' ? [] : [{ type: 'logs' as const, logs }]),
      ...done.pictures.map((file) => ({
        type: 'image' as const,
        image: { file_id: this.#outputs.get(file.id) ?? '' },
      })),
    ];
    const told = outputs.map((output, index) => ({ index, ...output }));
    if (told.length > 0) this.#tellCall({ index: 0, type: 'code_interpreter', code_interpreter: { outputs: told } });
    this.#finishCall({ id, type: 'code_interpreter', code_interpreter: { input, outputs } });
  }

  async call(name: string, json: string): Promise<void> {
    const id = this.#options.stamp.id('call_');
    this.#beginCall({ id, index: 0, type: 'function', function: { name, arguments: '', output: null } });
    const send = (delta: string) => this.#tellCall({ index: 0, type: 'function', function: { arguments: delta } });
    const written = await this.#run.pen.write(json, send);
    if (written.length < json.length) throw new OutputLimitError();
    this.#run.waitFor([{ id, type: 'function', function: { name, arguments: json } }]);
  }

  async say(answer: Answer): Promise<void> {
    const { stamp, messageCount } = this.#options;
    const pictures = (answer.run?.pictures ?? []).map(({ id }) => this.#outputs.get(id) ?? '');
    await writeMessage(this.#run, stamp, pictures, messageText(answer, messageCount, this.#outputs));
  }

  #beginCall(call: ToolCallDelta): void {
    const step = newStep(this.#run.run, { type: 'tool_calls', tool_calls: [] }, this.#options.stamp);
    this.#run.addStep(step);
    this.#stepId = step.id;
    this.#tellCall(call);
  }

  #tellCall(call: ToolCallDelta): void {
    const details = { type: 'tool_calls' as const, tool_calls: [call] };
    const data = { id: this.#stepId, object: 'thread.run.step.delta' as const, delta: { step_details: details } };
    this.#run.log.append({ event: 'thread.run.step.delta', data });
  }

  #finishCall(call: ToolCall): void {
    const details: RunStep['step_details'] = { type: 'tool_calls', tool_calls: [call] };
    this.#run.finishStep(details);
  }
}
