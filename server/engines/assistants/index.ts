export { assistants } from './assistants.ts';
export type { AssistantsOptions, AssistantsTools, KnownAssistant, NewAssistant } from './options.ts';
