import type { PythonHost } from './python/index.ts';

/** What runs Python; `PythonHost` is one. */
export type CodeRunner = Pick<PythonHost, 'status' | 'warm' | 'session' | 'close'>;
