import type { Chunk } from '../../../protocol/index.ts';
import type { MessageScope } from './message-scope.ts';
import { status } from './status.ts';

export interface CodeResult {
  code: string;
  /** False where the code did not run to its end. */
  hasRun: boolean;
  outputs: readonly ({ type: 'logs'; logs: string } | { type: 'image'; url: string })[];
}

const toolName = 'code_interpreter';

/** Code that the model writes and the service runs. The input streams as the JSON text that it will be. */
export class CodePart {
  readonly #id: string;
  readonly #container: string;
  readonly #language: string;
  #code = '';
  #isInputOpen = true;
  #isDone = false;

  /** @param containerId where it runs; empty where the service does not tell */
  constructor(scope: MessageScope, id: string, containerId: string, language = 'python') {
    this.#id = id;
    this.#language = language;
    this.#container = containerId && scope.names.container(containerId);
    scope.noteStep(containerId || scope.threadId, id);
  }

  *begin(): Generator<Chunk> {
    yield { type: 'tool-input-start', toolCallId: this.#id, toolName, providerExecuted: true };
    yield status('code_interpreter.writing', 'Writing code', this.#id);
    // The rest of the object, up to where the code is written.
    yield this.#input(`${JSON.stringify(this.#head()).slice(0, -1)},"code":"`);
  }

  *write(delta: string): Generator<Chunk> {
    if (!this.#isInputOpen || delta === '') return;
    this.#code += delta;
    yield this.#input(JSON.stringify(delta).slice(1, -1));
  }

  /** @param code the whole of it; what has been sent before stands */
  *finishCode(code: string): Generator<Chunk> {
    if (!this.#isInputOpen) return;
    if (code.startsWith(this.#code)) yield* this.write(code.slice(this.#code.length));
    this.#isInputOpen = false;
    yield this.#input('"}');
    const input = { code: code || this.#code, ...this.#head() };
    yield { type: 'tool-input-available', toolCallId: this.#id, toolName, providerExecuted: true, input };
  }

  *run(): Generator<Chunk> {
    yield status('code_interpreter.interpreting', 'Running code', this.#id);
  }

  *finish({ code, hasRun, outputs }: CodeResult): Generator<Chunk> {
    if (this.#isDone) return;
    yield* this.finishCode(code);
    this.#isDone = true;
    if (hasRun) {
      const output = { outputs: [...outputs] };
      yield { type: 'tool-output-available', toolCallId: this.#id, providerExecuted: true, output };
    } else {
      yield this.#failed('The code could not be run to its end.');
    }
  }

  /** The run broke off. */
  *close(): Generator<Chunk> {
    if (this.#isDone) return;
    yield* this.finishCode('');
    this.#isDone = true;
    yield this.#failed('The code was stopped.');
  }

  /** Python, which most code is, goes without saying. */
  #head(): { containerId: string; language?: string } {
    const language = this.#language === 'python' ? {} : { language: this.#language };
    return { containerId: this.#container, ...language };
  }

  #input(inputTextDelta: string): Chunk {
    return { type: 'tool-input-delta', toolCallId: this.#id, inputTextDelta };
  }

  #failed(errorText: string): Chunk {
    return { type: 'tool-output-error', toolCallId: this.#id, providerExecuted: true, errorText };
  }
}
