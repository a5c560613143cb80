import type { AgentSession } from 'openai/resources/beta/agents/agents';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';
import type { RunStatus, ThreadRequest } from '../../../protocol/index.ts';
import { AssistantError } from '../../assistant-error.ts';
import type { RunRecord, ThreadRecord } from '../../engine.ts';
import { InTurn } from '../../in-turn.ts';
import { replyId } from '../ids/reply-id.ts';
import { runIdOf } from '../ids/run-id.ts';
import { pause } from '../upstream/pause.ts';
import { fromUpstream, rejectUpstream } from '../upstream/upstream-error.ts';
import { agentParams, fingerprintOf, wireTools } from './agent-definition.ts';
import { jsonOf } from './map/json-of.ts';
import { newestTurn } from './opened-turn.ts';
import type { Setup } from './services.ts';
import { formatFacts, parseFacts, withRequest, type SessionFacts } from './session-facts.ts';

/** A session of the service, with its newest turn and the facts that ride in its metadata. */
export interface AgentsThread extends ThreadRecord {
  session: AgentSession;
  turn: Turn | undefined;
  facts: SessionFacts;
}

const patienceMs = 30_000;

/** Threads as sessions. */
export class Sessions {
  readonly #setup: Setup;
  /** Metadata is written whole. */
  readonly #changes = new InTurn();

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  async create(request: ThreadRequest, signal: AbortSignal): Promise<AgentsThread> {
    const { client, options, tools } = this.#setup;
    const facts = withRequest({ ...parseFacts({}), definition: fingerprintOf(options, tools) }, request);
    const agent = agentParams(options, tools);
    const session = await client.beta.agents.sessions
      .create(
        {
          ...(options.agentId === undefined ? {} : { agent_id: options.agentId }),
          ...(agent ? { agent } : {}),
          environment: { type: 'openai_hosted', ...options.environment },
          metadata: formatFacts(facts) ?? {},
        },
        { signal, maxRetries: 0 },
      )
      .catch(rejectUpstream);
    return this.#thread(session, undefined);
  }

  async read(sessionId: string, signal: AbortSignal): Promise<AgentsThread> {
    const { client } = this.#setup;
    const [session, turn] = await Promise.all([
      client.beta.agents.sessions.retrieve(sessionId, { signal }).catch(rejectUpstream),
      newestTurn(client, sessionId, signal),
    ]);
    return this.#thread(session, turn);
  }

  /**
   * Changes a thread's facts, from what they are now, and brings the given record up to date.
   * @throws {AssistantError} `thread_full` when the files do not fit
   */
  change(thread: AgentsThread, change: (facts: SessionFacts) => SessionFacts, signal: AbortSignal): Promise<void> {
    return this.#changes.run(thread.id, async () => {
      const { sessions } = this.#setup.client.beta.agents;
      const now = await sessions.retrieve(thread.id, { signal }).catch(rejectUpstream);
      const metadata = formatFacts(change(parseFacts(now.metadata)));
      if (!metadata) throw new AssistantError('thread_full');
      const session = await sessions.update(thread.id, { metadata }, { signal }).catch(rejectUpstream);
      Object.assign(thread, this.#thread(session, thread.turn));
    });
  }

  /** Gives the session of an older thread the tools and the model that the host has now; its instructions stay as they began. */
  async bringUpToDate(thread: AgentsThread, signal: AbortSignal): Promise<void> {
    const { client, options, tools } = this.#setup;
    const definition = fingerprintOf(options, tools);
    if (thread.facts.definition === definition || (options.agentId !== undefined && !options.tools)) return;
    const { model } = options;
    const agent = { tools: wireTools(tools), ...(model === undefined ? {} : { model }) };
    await client.beta.agents.sessions.update(thread.id, { agent }, { signal }).catch(rejectUpstream);
    await this.change(thread, (facts) => ({ ...facts, definition }), signal);
  }

  /** Cancels what is under way, and waits until the session is free again. */
  async cancel(sessionId: string): Promise<void> {
    const signal = AbortSignal.timeout(patienceMs);
    const { sessions } = this.#setup.client.beta.agents;
    const events = [{ type: 'agent.session.input.cancel' as const }];
    await sessions.events.create(sessionId, { events }, { signal }).catch((error: unknown) => {
      // It has ended by itself.
      if (fromUpstream(error).code !== 'service_refused') rejectUpstream(error);
    });
    for (let wait = 50; !signal.aborted; wait = Math.min(2 * wait, 1000)) {
      const { status } = await sessions.retrieve(sessionId, { signal }).catch(rejectUpstream);
      if (status === 'idle' || status === 'failed') return;
      await pause(wait, signal);
    }
  }

  #thread(session: AgentSession, turn: Turn | undefined): AgentsThread {
    const facts = parseFacts(session.metadata);
    return {
      id: session.id,
      title: facts.title,
      createdAt: session.created_at * 1000,
      updatedAt: session.last_active_at * 1000,
      metadata: facts.metadata,
      activeRun: this.#activeRun(session, turn),
      session,
      turn,
      facts,
    };
  }

  #activeRun({ status, required_actions }: AgentSession, turn: Turn | undefined): RunRecord | null {
    if (!turn || turn.completed_at !== null || status === 'idle' || status === 'failed') return null;
    const { isServerFunction, questionOf } = this.#setup;
    const waitsForPeople = required_actions.some((action) => {
      if (action.type === 'mcp_approval_request') return true;
      if (action.type !== 'function_call') return false;
      const { call_id: callId, name, arguments: given } = action;
      // What the server runs itself is being run.
      return (
        !isServerFunction(name) ||
        questionOf({ kind: 'function', callId, name, arguments: jsonOf(given) }).kind === 'approval'
      );
    });
    const known: RunStatus = waitsForPeople ? 'requires_action' : turn.status === 'queued' ? 'queued' : 'in_progress';
    return { id: runIdOf(turn.id), status: known, messageId: replyId(turn.id) };
  }
}
