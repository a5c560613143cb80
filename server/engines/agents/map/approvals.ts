import type { AgentMcpCallItem, AgentSession } from 'openai/resources/beta/agents/agents';

export type RequiredAction = AgentSession['required_actions'][number];
export type ApprovalAction = Extract<RequiredAction, { type: 'mcp_approval_request' }>;

interface Approval {
  action: ApprovalAction;
  /** Where the person was asked: at the call itself, or at a part of its own because nothing was known of the call. */
  toolCallId: string;
  hasCall: boolean;
}

/** Which calls of MCP tools people were asked about. The service names neither in the other, so they are matched by what is called. */
export class Approvals {
  readonly #asked = new Map<string, Approval>();
  readonly #denied = new Set<string>();

  isKnown(requestId: string): boolean {
    return this.#asked.has(requestId);
  }

  /** @param call the one that waits for it, where it has been told of */
  add(action: ApprovalAction, call: { toolCallId: string } | undefined): void {
    const { request_id } = action;
    this.#asked.set(request_id, { action, toolCallId: call?.toolCallId ?? request_id, hasCall: call !== undefined });
  }

  deny(requestId: string): void {
    this.#denied.add(requestId);
  }

  toolCallId(requestId: string): string {
    return this.#asked.get(requestId)?.toolCallId ?? requestId;
  }

  /** The request by which a person was asked for this call before it was there; each is taken once. */
  take(call: AgentMcpCallItem): { requestId: string; isDenied: boolean } | undefined {
    for (const [requestId, approval] of this.#asked) {
      if (approval.hasCall || !isFor(approval.action, call)) continue;
      approval.hasCall = true;
      return { requestId, isDenied: this.#denied.has(requestId) };
    }
    return undefined;
  }
}

/** True where the request may well be for that call: the service leaves out what it does not know. */
export function isFor({ request }: ApprovalAction, call: AgentMcpCallItem): boolean {
  return request.server_label === call.server_label && (request.name === null || request.name === call.name);
}
