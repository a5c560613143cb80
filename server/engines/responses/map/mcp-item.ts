import type { Chunk } from '../../../../protocol/index.ts';
import { parseArguments } from '../../parts/function-part.ts';
import type { ItemMapper, UpstreamEvent, UpstreamItem } from './item-mapper.ts';
import type { Question } from '../../parts/question.ts';

type Call = Extract<UpstreamItem, { type: 'mcp_call' }>;
type ApprovalRequest = Extract<UpstreamItem, { type: 'mcp_approval_request' }>;

/** A call of a tool on an MCP server, made by the service. One that had to be approved goes on where its request was shown. */
export class McpItem implements ItemMapper {
  readonly #toolCallId: string;
  readonly #toolName: string;
  readonly #wasApproved: boolean;
  #arguments = '';
  #isInputDone: boolean;
  #isDone = false;

  constructor({ id, name, approval_request_id }: Call) {
    this.#toolCallId = approval_request_id ?? id;
    this.#toolName = mcpToolName(name);
    this.#wasApproved = approval_request_id != null;
    this.#isInputDone = this.#wasApproved;
  }

  *begin(): Generator<Chunk> {
    if (!this.#wasApproved) yield { type: 'tool-input-start', ...this.#call() };
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    if (event.type === 'response.mcp_call_arguments.delta') yield* this.#write(event.delta);
    else if (event.type === 'response.mcp_call_arguments.done') yield* this.#finishInput(event.arguments);
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type !== 'mcp_call' || this.#isDone) return;
    yield* this.#finishInput(item.arguments);
    this.#isDone = true;
    if (item.error != null || item.status === 'failed' || item.status === 'incomplete') {
      yield this.#failed(`"${item.name}" failed.`);
      return;
    }
    const { server_label: serverLabel, name, arguments: given, output = null } = item;
    const called = { type: 'call', serverLabel, name, arguments: given, output };
    yield { type: 'tool-output-available', ...this.#result(), output: called };
  }

  *close(): Generator<Chunk> {
    if (this.#isDone) return;
    yield* this.#finishInput(this.#arguments);
    this.#isDone = true;
    yield this.#failed('The tool was stopped.');
  }

  *#write(delta: string): Generator<Chunk> {
    if (this.#isInputDone || delta === '') return;
    this.#arguments += delta;
    yield { type: 'tool-input-delta', toolCallId: this.#toolCallId, inputTextDelta: delta };
  }

  *#finishInput(given: string): Generator<Chunk> {
    if (this.#isInputDone) return;
    if (given.startsWith(this.#arguments)) yield* this.#write(given.slice(this.#arguments.length));
    this.#isInputDone = true;
    yield { type: 'tool-input-available', ...this.#call(), input: parseArguments(given) ?? given };
  }

  #call() {
    return { ...this.#result(), toolName: this.#toolName };
  }

  #result() {
    return { toolCallId: this.#toolCallId, providerExecuted: true, dynamic: true };
  }

  #failed(errorText: string): Chunk {
    return { type: 'tool-output-error', ...this.#result(), errorText };
  }
}

/** A person has to say whether a tool may run. */
export class McpApprovalItem implements ItemMapper {
  readonly #item: ApprovalRequest;
  readonly #ask: (question: Question) => void;
  #isDone = false;

  constructor(item: ApprovalRequest, ask: (question: Question) => void) {
    this.#item = item;
    this.#ask = ask;
  }

  *event(): Generator<Chunk> {}

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type !== 'mcp_approval_request' || this.#isDone) return;
    this.#isDone = true;
    const { id, name, arguments: given } = item;
    this.#ask({ kind: 'approval', approvalId: id });
    const common = { toolCallId: id, toolName: mcpToolName(name), providerExecuted: true, dynamic: true };
    yield { type: 'tool-input-start', ...common };
    yield { type: 'tool-input-available', ...common, input: parseArguments(given) ?? given };
    yield { type: 'tool-approval-request', approvalId: id, toolCallId: id };
  }

  *close(): Generator<Chunk> {
    yield* this.done(this.#item);
  }
}

/** As the AI SDK names them, apart from functions of the host. */
function mcpToolName(name: string): string {
  return `mcp.${name}`;
}
