export type { Listening } from './listen.ts';
export type { CodeRunner } from './code-runner.ts';
export { createLocalService, type LocalService, type LocalServiceOptions } from './service.ts';
export { FolderInUseError } from './store/folder-lock.ts';
