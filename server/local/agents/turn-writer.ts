import type { AgentCommandExecutionItem, AgentFunctionCallItem } from 'openai/resources/beta/agents/agents';
import type { AnswerWriter } from '../answering/answer-writer.ts';
import { OutputLimitError } from '../answering/endings.ts';
import type { Answer, CodeRun } from '../brain/actions.ts';
import type { Stamp } from '../stamp.ts';
import type { OutputItem, TurnRun } from './turn-run.ts';

/** Tells what the engine does as items of a turn. There is no search here: an agent reads the files of its environment. */
export class TurnWriter implements AnswerWriter {
  /** What code has done in this turn. */
  readonly runs: CodeRun[] = [];
  readonly #run: TurnRun;
  readonly #stamp: Stamp;

  constructor(run: TurnRun, stamp: Stamp) {
    this.#run = run;
    this.#stamp = stamp;
  }

  get signal(): AbortSignal {
    return this.#run.pen.signal;
  }

  search(): Promise<void> {
    return Promise.reject(new Error('An agent has no search of files.'));
  }

  /** The command is there as a whole; what it prints comes while it runs. */
  async code(code: string, _containerId: string, run: () => Promise<CodeRun>): Promise<void> {
    const item: AgentCommandExecutionItem = {
      id: this.#stamp.id('cmd_'),
      type: 'command_execution',
      turn_id: this.#run.turn.id,
      command: `python3 - <<'PY'\n${code.trimEnd()}\nPY`,
      cwd: '/workspace',
      duration_ms: null,
      exit_code: null,
      output: null,
      status: 'in_progress',
    };
    this.#run.pen.checkRoom();
    const index = this.#run.add(item, () => item);
    const began = this.#stamp.milliseconds();
    const done = await run();
    this.signal.throwIfAborted();
    this.runs.push(done);
    const { logs, error } = done.result;
    const place = { item_id: item.id, output_index: index, ...this.#run.place };
    if (logs !== '') this.#run.tell({ type: 'agent.output.command_execution_output.delta', delta: logs, ...place });
    const duration_ms = Math.max(0, this.#stamp.milliseconds() - began);
    const end = error ? { exit_code: 1, status: 'failed' as const } : { exit_code: 0, status: 'completed' as const };
    this.#run.finish({ ...item, output: logs, duration_ms, ...end });
  }

  async call(name: string, json: string): Promise<void> {
    const item: AgentFunctionCallItem = {
      id: this.#stamp.id('fc_'),
      type: 'function_call',
      turn_id: this.#run.turn.id,
      call_id: this.#stamp.id('call_'),
      name,
      arguments: JSON.parse(json) as unknown,
      status: 'in_progress',
    };
    this.#run.pen.checkRoom();
    this.#run.add(item, () => item);
    const { call_id, turn_id } = item;
    this.#run.waitFor({ type: 'function_call', name, arguments: item.arguments, call_id, turn_id });
  }

  async say({ text }: Answer): Promise<void> {
    const run = this.#run;
    const id = this.#stamp.id('msg_');
    let written = '';
    const part = () => ({ type: 'output_text' as const, text: written });
    const message = (status: 'in_progress' | 'completed'): OutputItem => ({
      id,
      type: 'message',
      role: 'assistant',
      turn_id: run.turn.id,
      phase: 'final_answer',
      status,
      content: written === '' ? [] : [part()],
    });
    const output_index = run.add(message('in_progress'), () => message('in_progress'));
    const place = { item_id: id, output_index, content_index: 0, ...run.place };
    run.tell({ type: 'agent.session.turn.content_part.added', part: part(), ...place });
    await run.pen.write(text, (delta) => {
      written += delta;
      run.tell({ type: 'agent.session.turn.output_text.delta', delta, ...place });
    });
    if (written.length < text.length) throw new OutputLimitError();
    run.tell({ type: 'agent.session.turn.output_text.done', text: written, ...place });
    run.tell({ type: 'agent.session.turn.content_part.done', part: part(), ...place });
    run.finish(message('completed'));
  }
}
