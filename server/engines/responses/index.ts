export { responses } from './responses.ts';
export type { ResponsesOptions } from './options.ts';
