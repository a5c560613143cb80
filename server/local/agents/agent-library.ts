import type { Agent, PersistedAgentTool } from 'openai/resources/beta/agents/agents';
import { notFound } from '../api-error.ts';
import type { Stamp } from '../stamp.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/store.ts';
import { type AgentConfig, defaultConfig } from './agent-config.ts';

interface StoredAgent {
  id: string;
  createdAt: number;
  updatedAt: number;
  metadata: Record<string, string>;
  config: AgentConfig;
}

type Change = { config: Partial<AgentConfig>; metadata: Record<string, string> | undefined };

/** Agents that are saved, for any number of sessions. */
export class AgentLibrary {
  readonly #agents: Collection<StoredAgent>;
  readonly #stamp: Stamp;

  constructor(store: Store, stamp: Stamp) {
    this.#agents = store.collection('agents');
    this.#stamp = stamp;
  }

  async create({ config, metadata = {} }: Change): Promise<Agent> {
    const now = this.#stamp.seconds();
    const id = this.#stamp.id('agent_');
    const agent = { id, createdAt: now, updatedAt: now, metadata, config: { ...defaultConfig, ...config } };
    await this.#agents.put(agent);
    return agentObject(agent);
  }

  async get(id: string): Promise<Agent> {
    return agentObject(await this.#stored(id));
  }

  /** @throws {ApiError} 404 */
  async config(id: string): Promise<AgentConfig> {
    return (await this.#stored(id)).config;
  }

  /** Oldest first. */
  async list(): Promise<Agent[]> {
    return (await this.#agents.list()).map(agentObject);
  }

  async change(id: string, { config, metadata }: Change): Promise<Agent> {
    await this.#stored(id);
    const changed = await this.#agents.update(id, (agent) => ({
      ...agent,
      updatedAt: this.#stamp.seconds(),
      config: { ...agent.config, ...config },
      ...(metadata && { metadata }),
    }));
    if (!changed) throw notFound('Agent', id);
    return agentObject(changed);
  }

  async remove(id: string): Promise<void> {
    await this.#stored(id);
    await this.#agents.delete(id);
  }

  async #stored(id: string): Promise<StoredAgent> {
    const agent = await this.#agents.get(id);
    if (!agent) throw notFound('Agent', id);
    return agent;
  }
}

function agentObject({ id, createdAt, updatedAt, metadata, config }: StoredAgent): Agent {
  const tools = config.tools.map((tool): PersistedAgentTool => {
    if (tool.type !== 'mcp' || tool.transport.type !== 'http') return tool as PersistedAgentTool;
    return { ...tool, transport: { ...tool.transport, headers: {} } };
  });
  return { ...config, id, object: 'agent', created_at: createdAt, updated_at: updatedAt, metadata, tools };
}
