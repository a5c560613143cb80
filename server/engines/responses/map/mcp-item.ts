import type { Chunk } from '../../../../protocol/index.ts';
import { approvalChunks, McpPart } from '../../parts/mcp-part.ts';
import type { Question } from '../../parts/question.ts';
import type { ItemMapper, UpstreamEvent, UpstreamItem } from './item-mapper.ts';

type Call = Extract<UpstreamItem, { type: 'mcp_call' }>;
type ApprovalRequest = Extract<UpstreamItem, { type: 'mcp_approval_request' }>;

/** A call of a tool on an MCP server, made by the service. One that had to be approved goes on where its request was shown. */
export class McpItem implements ItemMapper {
  readonly #part: McpPart;

  constructor({ id, name, approval_request_id }: Call) {
    const wasApproved = approval_request_id != null;
    this.#part = new McpPart({ toolCallId: approval_request_id ?? id, name, wasApproved });
  }

  begin(): Iterable<Chunk> {
    return this.#part.begin();
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    if (event.type === 'response.mcp_call_arguments.delta') yield* this.#part.write(event.delta);
    else if (event.type === 'response.mcp_call_arguments.done') yield* this.#part.finishInput(event.arguments);
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type !== 'mcp_call') return;
    const { server_label: serverLabel, arguments: given, error, status, output = null } = item;
    const hasFailed = error != null || status === 'failed' || status === 'incomplete';
    yield* this.#part.finish({ serverLabel, arguments: given, hasFailed, output });
  }

  close(): Iterable<Chunk> {
    return this.#part.close();
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
    yield* approvalChunks({ toolCallId: id, name }, given);
  }

  *close(): Generator<Chunk> {
    yield* this.done(this.#item);
  }
}
