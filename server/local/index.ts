export type { Listening } from './listen.ts';
export type { CodeRunner } from './responses/workspace.ts';
export { createLocalService, type LocalService, type LocalServiceOptions } from './service.ts';
export { FolderInUseError } from './store/folder-lock.ts';
