export { agents } from './agents.ts';
export type { AgentsOptions, AgentsTools, HostedEnvironment, InlineAgent, SavedAgent } from './options.ts';
