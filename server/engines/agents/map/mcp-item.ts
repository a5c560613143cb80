import type { AgentMcpCallItem } from 'openai/resources/beta/agents/agents';
import type { Chunk } from '../../../../protocol/index.ts';
import { McpPart } from '../../parts/mcp-part.ts';
import type { ItemMapper, TurnItem } from './item-mapper.ts';
import { jsonOf } from './json-of.ts';

/** A call of a tool on an MCP server, made by the service. */
export class McpItem implements ItemMapper {
  readonly toolCallId: string;
  readonly call: AgentMcpCallItem;
  isAsked = false;
  readonly #part: McpPart;
  readonly #arguments: string;

  /** @param requestId the request by which a person was asked for it, where that was shown before */
  constructor(call: AgentMcpCallItem, requestId: string | undefined) {
    const { id, name, arguments: given } = call;
    this.call = call;
    this.toolCallId = requestId ?? id;
    this.#part = new McpPart({ toolCallId: this.toolCallId, name, wasApproved: requestId !== undefined });
    this.#arguments = jsonOf(given);
  }

  begin(): Iterable<Chunk> {
    return this.#part.begin();
  }

  /** A person is asked whether it may run. */
  *ask(approvalId: string): Generator<Chunk> {
    this.isAsked = true;
    yield* this.#part.finishInput(this.#arguments);
    yield { type: 'tool-approval-request', approvalId, toolCallId: this.toolCallId };
  }

  *event(): Generator<Chunk> {}

  *catchUp(): Generator<Chunk> {}

  *done(item: TurnItem): Generator<Chunk> {
    if (item.type !== 'mcp_call') return;
    const { server_label: serverLabel, arguments: given, error, status, output = null } = item;
    const hasFailed = error != null || status === 'failed' || status === 'incomplete';
    yield* this.#part.finish({ serverLabel, arguments: jsonOf(given), hasFailed, output });
  }

  close(): Iterable<Chunk> {
    return this.#part.close();
  }
}
