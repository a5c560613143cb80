import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { ApiError } from './api-error.ts';
import type { Means } from './brain/rule.ts';
import { writeCode as writeCodeByRules } from './code-writer/index.ts';
import { ContainerLibrary } from './containers/container-library.ts';
import { containerRoutes } from './containers/container-routes.ts';
import { ConversationLibrary } from './conversations/conversation-library.ts';
import { conversationRoutes } from './conversations/conversation-routes.ts';
import { faultName, meetFault, readFault } from './fault.ts';
import { FileLibrary } from './files/file-library.ts';
import { fileRoutes } from './files/file-routes.ts';
import { listen, type Listening } from './listen.ts';
import { modelRoutes } from './models.ts';
import { PythonHost } from './python/index.ts';
import { prepareAnswer } from './responses/prepare-answer.ts';
import { ResponseLibrary } from './responses/response-library.ts';
import { responseRoutes } from './responses/response-routes.ts';
import type { CodeRunner } from './responses/workspace.ts';
import { Stamp } from './stamp.ts';
import { FolderDisk } from './store/folder-disk.ts';
import { MemoryDisk } from './store/memory-disk.ts';
import { Store } from './store/store.ts';
import { fileBatchRoutes } from './vector-stores/file-batch-routes.ts';
import { VectorStoreLibrary } from './vector-stores/vector-store-library.ts';
import { vectorStoreFileRoutes } from './vector-stores/vector-store-file-routes.ts';
import { vectorStoreRoutes } from './vector-stores/vector-store-routes.ts';

export interface LocalServiceOptions {
  /** The folder to keep everything in, which may be deleted while nothing runs; without one it lives in memory. */
  folder?: string;
  /** Milliseconds before each word of a streamed answer, so that a person sees it being written; 0 by default. */
  pace?: number;
  /** Runs Python; by default CPython in a locked-down process, where the package `pyodide` is installed. */
  python?: CodeRunner;
  /** Writes Python for a question; by default by rules. */
  writeCode?: Means['writeCode'];
  /** The time in milliseconds since the epoch. */
  now?: () => number;
  /** Told about mistakes of the service itself; clients only learn that there was one. */
  onError?: (error: unknown) => void;
}

/** An OpenAI-compatible service on this machine. */
export interface LocalService {
  /**
   * Answers a request under `/v1`; can be handed to a client as its `fetch`, and needs no port then.
   */
  fetch(this: void, input: Request | URL | string, init?: RequestInit): Promise<Response>;
  /** Listens on the loopback interface, on any free port by default. Clients take `<url>/v1` as their base URL. */
  listen(options?: { port?: number }): Promise<Listening>;
  /** Whether Python can run: `ready`, `cold` or `starting` (it will), `failed`, or `absent` where it is not installed. */
  readonly python: CodeRunner['status'];
  /** Starts Python ahead of the first question that needs it; listening does so by itself. */
  warm(): void;
  /** Ends everything: runs, Python, ports; what was kept in a folder is on disk when this resolves. */
  close(): Promise<void>;
}

/**
 * Makes a service that speaks OpenAI's API: Responses, Conversations, Files, Vector stores, Containers and Models. It follows
 * rules and is no language model; it computes every answer from what it is given, and reaches no network.
 */
export function createLocalService(options: LocalServiceOptions = {}): LocalService {
  const { folder, pace = 0, writeCode = writeCodeByRules, now, onError = () => undefined } = options;
  const disk = folder === undefined ? new MemoryDisk() : new FolderDisk(folder);
  const python =
    options.python ?? new PythonHost({ dataFolder: join(folder ?? join(tmpdir(), 'assistant-kit'), 'python') });
  const store = new Store(disk);
  const stamp = new Stamp(now);
  const files = new FileLibrary(store, stamp);
  const vectorStores = new VectorStoreLibrary(store, stamp, files);
  const conversations = new ConversationLibrary(store, stamp);
  const containers = new ContainerLibrary(store, stamp, (id) => {
    python.session(id).close().catch(onError);
  });
  const responses = new ResponseLibrary(
    { store, stamp, conversations, pace, onError },
    prepareAnswer({ stamp, files, vectorStores, containers, python, writeCode }),
  );

  const api = new Hono()
    .use(async (context, next) => {
      await meetFault(readFault(context.req.header(faultName)), context.req.raw.signal);
      await next();
    })
    .route('/models', modelRoutes())
    .route('/files', fileRoutes(files, vectorStores))
    .route('/vector_stores', vectorStoreRoutes(vectorStores))
    .route('/vector_stores', vectorStoreFileRoutes(vectorStores))
    .route('/vector_stores', fileBatchRoutes(vectorStores, store, stamp))
    .route('/conversations', conversationRoutes(conversations, stamp))
    .route('/containers', containerRoutes(containers, files))
    .route('/responses', responseRoutes(responses, stamp));
  const app = new Hono()
    .use(async (context, next) => {
      await next();
      context.header('x-request-id', `req_${randomBytes(16).toString('hex')}`);
    })
    .get('/healthz', (context) => context.json({ status: 'ok', model: 'local-rules', python: python.status }))
    .route('/v1', api)
    .notFound((context) => {
      const error = new ApiError(404, `Invalid URL (${context.req.method} ${context.req.path})`);
      return context.json(error.toJSON(), 404);
    })
    .onError((error, context) => {
      const known =
        error instanceof ApiError ? error : new ApiError(500, 'The local service made a mistake; its log says more.');
      // Whoever has gone gets no answer, and it is nobody's mistake.
      if (error !== known && !context.req.raw.signal.aborted) onError(error);
      return context.json(known.toJSON(), known.status as 500, known.headers);
    });

  const listening = new Set<Listening>();
  const fetch: LocalService['fetch'] = async (input, init) => app.fetch(new Request(input, init));
  return {
    fetch,
    async listen({ port = 0 } = {}) {
      if (disk instanceof FolderDisk) await disk.open();
      const server = await listen(fetch, port);
      listening.add(server);
      python.warm();
      return server;
    },
    get python() {
      return python.status;
    },
    warm: () => python.warm(),
    async close() {
      await responses.close();
      await Promise.all([...listening].map((server) => server.close()));
      await python.close();
      await store.close();
    },
  };
}
