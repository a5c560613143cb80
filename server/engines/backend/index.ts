export { backend } from './backend.ts';
export type { BackendCitation, BackendOptions, BackendPiece, BackendRequest, BackendTools } from './options.ts';
