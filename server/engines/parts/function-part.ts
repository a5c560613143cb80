import { parsePartialJson, type Chunk } from '../../../protocol/index.ts';
import type { MessageScope } from './message-scope.ts';
import type { Question } from './question.ts';

/** A function that the model wants called: by the server where it can, where need be after a person has allowed it, else by the page. */
export class FunctionPart {
  readonly #scope: MessageScope;
  readonly #callId: string;
  readonly #toolName: string;
  readonly #ask: (question: Question) => void;
  #arguments = '';
  #isDone = false;

  /** @param ask told of the call once it is whole */
  constructor(
    scope: MessageScope,
    callId: string,
    toolName: string,
    ask: (question: Question) => void = () => undefined,
  ) {
    this.#scope = scope;
    this.#callId = callId;
    this.#toolName = toolName;
    this.#ask = ask;
  }

  *begin(): Generator<Chunk> {
    yield { type: 'tool-input-start', toolCallId: this.#callId, toolName: this.#toolName };
  }

  /** The run broke off. */
  *close(): Generator<Chunk> {
    if (this.#isDone) return;
    this.#isDone = true;
    yield this.#failed(parsePartialJson(this.#arguments));
  }

  *write(delta: string): Generator<Chunk> {
    if (this.#isDone || delta === '') return;
    this.#arguments += delta;
    yield { type: 'tool-input-delta', toolCallId: this.#callId, inputTextDelta: delta };
  }

  /** @param given the whole arguments; what has been sent before stands */
  *finish(given: string): Generator<Chunk> {
    if (this.#isDone) return;
    if (given.startsWith(this.#arguments)) yield* this.write(given.slice(this.#arguments.length));
    this.#isDone = true;
    const toolCallId = this.#callId;
    const toolName = this.#toolName;
    const question = this.#scope.questionOf({ kind: 'function', callId: toolCallId, name: toolName, arguments: given });
    this.#ask(question);
    const input = parseArguments(given);
    yield input === undefined ? this.#failed(given) : { type: 'tool-input-available', toolCallId, toolName, input };
    if (question.kind === 'approval') {
      yield { type: 'tool-approval-request', approvalId: question.approvalId, toolCallId };
    }
  }

  #failed(input: unknown): Chunk {
    const errorText = `The call of "${this.#toolName}" could not be read.`;
    return { type: 'tool-input-error', toolCallId: this.#callId, toolName: this.#toolName, input, errorText };
  }
}

/** The arguments of a call; undefined where they are no JSON. A function without parameters may be called with nothing. */
export function parseArguments(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
