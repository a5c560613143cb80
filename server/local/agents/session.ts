import type { AgentSession, AgentSessionItem, Environment, TokenUsage } from 'openai/resources/beta/agents/agents';
import type { AgentConfig } from './agent-config.ts';

/** An item with an id; only messages of former times have none, and there are none of them here. */
export type SessionItem = AgentSessionItem & { id: string };
export type RequiredAction = AgentSession['required_actions'][number];

/** A file in the environment: an upload, or bytes of its own. */
export interface PlacedFile {
  id: string;
  /** Absolute, below `/workspace`. */
  path: string;
  bytes: number;
  content: { fileId: string } | { base64: string };
}

export interface HostedEnvironment {
  type: 'openai_hosted';
  id: string;
  files: readonly PlacedFile[];
}

/** What is kept of a session beside its items, its turns and its artifacts. */
export interface StoredSession {
  id: string;
  agentId: string;
  config: AgentConfig;
  environment: HostedEnvironment | { type: 'none' };
  metadata: Record<string, string>;
  createdAt: number;
  lastActiveAt: number;
  status: AgentSession['status'];
  requiredActions: readonly RequiredAction[];
  usage: TokenUsage | null;
  /** Where its code runs, which clients of this API do not see. */
  containerId?: string;
}

/** A session as it crosses the wire. */
export function sessionObject(session: StoredSession): AgentSession {
  return {
    id: session.id,
    object: 'agent.session',
    agent: { id: session.agentId, ...session.config },
    created_at: session.createdAt,
    last_active_at: session.lastActiveAt,
    environment: environmentObject(session.environment),
    error: null,
    metadata: session.metadata,
    required_actions: [...session.requiredActions],
    status: session.status,
    usage: session.usage,
    vault_ids: [],
  };
}

/** The files of an environment as the session tells of them. */
export function hostedFiles({ files }: HostedEnvironment): Extract<Environment, { type: 'openai_hosted' }>['files'] {
  return files.map(({ id, path, bytes, content }) => {
    const placed = { id, path, size_bytes: bytes };
    if ('fileId' in content) return { ...placed, type: 'file_id', file_id: content.fileId };
    return { ...placed, type: 'inline' };
  });
}

function environmentObject(environment: StoredSession['environment']): Environment {
  if (environment.type === 'none') return environment;
  return {
    id: environment.id,
    type: 'openai_hosted',
    capability_directories: [],
    files: hostedFiles(environment),
    network: { access: 'disabled', allowed_domains: [] },
    packages: { npm: [], python: [], system: [] },
    plugins: [],
    skills: [],
  };
}

/** The tokens of one turn after another. */
export function addUsage(before: TokenUsage | null, { input_tokens, output_tokens, ...usage }: TokenUsage): TokenUsage {
  const input = (before?.input_tokens ?? 0) + input_tokens;
  const output = (before?.output_tokens ?? 0) + output_tokens;
  return { ...usage, input_tokens: input, output_tokens: output, total_tokens: input + output };
}
