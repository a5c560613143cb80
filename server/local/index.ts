export type { Listening } from './listen.ts';
export type { CodeRunner } from './code-runner.ts';
export {
  codeInterpreter,
  type CodeInterpreter,
  type CodeInterpreterOptions,
  type CodeRunResult,
} from './lent/code-interpreter.ts';
export { fileSearch, type FileSearch, type FileSearchOptions, type FoundPassage } from './lent/file-search.ts';
export type { LentFile } from './lent/lent-file.ts';
export { createLocalService, type LocalService, type LocalServiceOptions } from './service.ts';
export { FolderInUseError } from './store/folder-lock.ts';
