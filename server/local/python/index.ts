export { PythonHost } from './python-host.ts';
export type { PythonOptions, PythonStatus } from './python-host.ts';
export type { PythonFile, PythonResult, ShownImage } from './python-result.ts';
export type { PythonSession, RunOptions } from './python-session.ts';
