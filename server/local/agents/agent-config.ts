import type { AgentSession } from 'openai/resources/beta/agents/agents';
import type { Fields } from '../fields.ts';
import { modelName } from '../models.ts';
import { readAgentTools } from './agent-tools.ts';

/** How an agent is set up, whether it is saved or only of one session. */
export type AgentConfig = Pick<
  AgentSession.Agent,
  'instructions' | 'model' | 'multi_agent' | 'name' | 'reasoning' | 'service_tier' | 'text' | 'tools'
>;

export const defaultConfig: AgentConfig = {
  instructions: null,
  model: modelName,
  multi_agent: { enabled: false, max_concurrent_subagents: null },
  name: null,
  reasoning: { effort: null, summary: null },
  service_tier: 'auto',
  text: { format: { type: 'text' }, verbosity: 'medium' },
  tools: [],
};

/** What a request says of an agent; the model is this service's own, whatever it is called. @throws {ApiError} 400 */
export function readAgentConfig(body: Fields): Partial<AgentConfig> {
  const reasoning = body.object('reasoning');
  const effort = reasoning?.oneOf('effort', ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']);
  const given: [keyof AgentConfig, unknown][] = [
    ['instructions', body.string('instructions')],
    ['name', body.string('name')],
    ['tools', readAgentTools(body)],
    ['reasoning', effort && { ...defaultConfig.reasoning, effort }],
  ];
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Partial<AgentConfig>;
}
