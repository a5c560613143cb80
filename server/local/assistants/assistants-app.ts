import { Hono } from 'hono';
import type { PrepareTurn } from '../answering/prepare-turn.ts';
import type { ContainerLibrary } from '../containers/container-library.ts';
import type { FileLibrary } from '../files/file-library.ts';
import type { Stamp } from '../stamp.ts';
import type { Store } from '../store/store.ts';
import type { VectorStoreLibrary } from '../vector-stores/vector-store-library.ts';
import { AssistantLibrary } from './assistant-library.ts';
import { assistantRoutes } from './assistant-routes.ts';
import { MessageLibrary } from './message-library.ts';
import { messageRoutes } from './message-routes.ts';
import { prepareRun } from './prepare-run.ts';
import { RunLibrary } from './run-library.ts';
import { runRoutes } from './run-routes.ts';
import { ThreadLibrary } from './thread-library.ts';
import { threadRoutes } from './thread-routes.ts';
import { ToolResourceReader } from './tool-resources.ts';

export interface AssistantsOptions {
  store: Store;
  stamp: Stamp;
  files: FileLibrary;
  vectorStores: VectorStoreLibrary;
  containers: ContainerLibrary;
  prepareTurn: PrepareTurn;
  /** Milliseconds before each piece of text. */
  pace: number;
  /** Told about mistakes of the service itself. */
  onError: (error: unknown) => void;
}

/** The API that OpenAI has switched off on 2026-08-26: assistants, threads, messages, runs and run steps. */
export interface AssistantsApp {
  routes: Hono;
  close: () => Promise<void>;
}

export function assistantsApp(options: AssistantsOptions): AssistantsApp {
  const { store, stamp, files, vectorStores, pace, onError } = options;
  const resources = new ToolResourceReader(files, vectorStores);
  const assistants = new AssistantLibrary(store, stamp);
  const threads = new ThreadLibrary(store, stamp);
  const messages = new MessageLibrary(threads, files, resources, stamp);
  const runs = new RunLibrary(
    { threads, messages, assistants, stamp, pace, onError },
    prepareRun({ ...options, threads, assistants }),
  );
  const parts = { threads, messages, runs, resources };
  return {
    routes: new Hono()
      .route('/assistants', assistantRoutes(assistants, resources))
      .route('/threads', runRoutes(parts))
      .route('/threads', messageRoutes(parts))
      .route('/threads', threadRoutes(parts)),
    close: () => runs.close(),
  };
}
