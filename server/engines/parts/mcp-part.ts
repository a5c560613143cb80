import type { Chunk } from '../../../protocol/index.ts';
import { parseArguments } from './function-part.ts';

export interface McpCall {
  /** The call's own id, or that of the request by which a person was asked for it. */
  toolCallId: string;
  name: string;
  /** It was shown already when a person was asked. */
  wasApproved: boolean;
}

export interface McpResult {
  serverLabel: string;
  /** JSON. */
  arguments: string;
  hasFailed: boolean;
  output: unknown;
}

/** A call of a tool on an MCP server, made by the service. One that had to be approved goes on where its request was shown. */
export class McpPart {
  readonly #call: McpCall;
  #arguments = '';
  #isInputDone: boolean;
  #isDone = false;

  constructor(call: McpCall) {
    this.#call = call;
    this.#isInputDone = call.wasApproved;
  }

  *begin(): Generator<Chunk> {
    if (!this.#call.wasApproved) yield { type: 'tool-input-start', ...headOf(this.#call) };
  }

  *write(delta: string): Generator<Chunk> {
    if (this.#isInputDone || delta === '') return;
    this.#arguments += delta;
    yield { type: 'tool-input-delta', toolCallId: this.#call.toolCallId, inputTextDelta: delta };
  }

  /** @param given the whole arguments; what has been sent before stands */
  *finishInput(given: string): Generator<Chunk> {
    if (this.#isInputDone) return;
    if (given.startsWith(this.#arguments)) yield* this.write(given.slice(this.#arguments.length));
    this.#isInputDone = true;
    yield { type: 'tool-input-available', ...headOf(this.#call), input: parseArguments(given) ?? given };
  }

  *finish({ serverLabel, arguments: given, hasFailed, output }: McpResult): Generator<Chunk> {
    if (this.#isDone) return;
    yield* this.finishInput(given);
    this.#isDone = true;
    const { name } = this.#call;
    if (hasFailed) yield this.#failed(`"${name}" failed.`);
    else {
      const called = { type: 'call', serverLabel, name, arguments: given, output };
      yield { type: 'tool-output-available', ...this.#common(), output: called };
    }
  }

  /** The run broke off. */
  *close(): Generator<Chunk> {
    if (this.#isDone) return;
    yield* this.finishInput(this.#arguments);
    this.#isDone = true;
    yield this.#failed('The tool was stopped.');
  }

  #common() {
    return { toolCallId: this.#call.toolCallId, providerExecuted: true, dynamic: true };
  }

  #failed(errorText: string): Chunk {
    return { type: 'tool-output-error', ...this.#common(), errorText };
  }
}

/** Asks a person whether a tool of an MCP server may run. @param given its arguments, as JSON */
export function* approvalChunks(call: Pick<McpCall, 'toolCallId' | 'name'>, given: string): Generator<Chunk> {
  const { toolCallId } = call;
  yield { type: 'tool-input-start', ...headOf(call) };
  yield { type: 'tool-input-available', ...headOf(call), input: parseArguments(given) ?? given };
  yield { type: 'tool-approval-request', approvalId: toolCallId, toolCallId };
}

/** The name is as the AI SDK has it, apart from functions of the host. */
function headOf({ toolCallId, name }: Pick<McpCall, 'toolCallId' | 'name'>) {
  return { toolCallId, toolName: `mcp.${name}`, providerExecuted: true, dynamic: true };
}
