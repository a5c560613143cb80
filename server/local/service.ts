import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentsApp } from './agents/agents-app.ts';
import { prepareTurn } from './answering/prepare-turn.ts';
import { assistantsApp } from './assistants/assistants-app.ts';
import type { CodeRunner } from './code-runner.ts';
import { writeCode as writeCodeByRules } from './code-writer/index.ts';
import { ContainerLibrary } from './containers/container-library.ts';
import { ConversationLibrary } from './conversations/conversation-library.ts';
import { FileLibrary } from './files/file-library.ts';
import { UploadLibrary } from './files/upload-library.ts';
import { listen, type Listening } from './listen.ts';
import { localApp } from './local-app.ts';
import { PythonHost } from './python/index.ts';
import { prepareAnswer } from './responses/prepare-answer.ts';
import { ResponseLibrary } from './responses/response-library.ts';
import { Stamp } from './stamp.ts';
import { FolderDisk } from './store/folder-disk.ts';
import { MemoryDisk } from './store/memory-disk.ts';
import { Store } from './store/store.ts';
import { VectorStoreLibrary } from './vector-stores/vector-store-library.ts';

export interface LocalServiceOptions {
  /** The folder to keep everything in, which may be deleted while nothing runs; without one it lives in memory. */
  folder?: string;
  /** Milliseconds before each word of a streamed answer, so that a person sees it being written; 0 by default. */
  pace?: number;
  /** Runs Python; by default CPython in a locked-down process, where the package `pyodide` is installed. */
  python?: CodeRunner;
  /** Writes Python for a question; by default by rules. */
  writeCode?: typeof writeCodeByRules;
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
  /**
   * Gets ready ahead of the first request: takes the folder, and starts Python in the background. Listening does so by itself.
   * @throws {FolderInUseError}
   */
  open(): Promise<void>;
  /** Ends everything: runs, Python, ports; what was kept in a folder is on disk when this resolves. */
  close(): Promise<void>;
}

/**
 * Makes a service that speaks OpenAI's API: Responses, Conversations, Files, Uploads, Vector stores, Containers and Models, the
 * Agents, and the Assistants that OpenAI serves no more. It follows rules and is no language model; it computes every answer from what it is
 * given, and reaches no network.
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
  const prepare = prepareTurn({ files, vectorStores, containers, python, writeCode });
  const responses = new ResponseLibrary({ store, stamp, conversations, pace, onError }, prepareAnswer(prepare, stamp));

  const shared = { store, stamp, files, vectorStores, containers, pace, onError };
  const assistants = assistantsApp({ ...shared, prepareTurn: prepare });
  const agents = agentsApp({ ...shared, prepareTurn: prepare });

  const app = localApp({
    store,
    stamp,
    files,
    uploads: new UploadLibrary(store, stamp, files),
    vectorStores,
    conversations,
    containers,
    responses,
    assistants,
    agents,
    python,
    onError,
  });

  const listening = new Set<Listening>();
  const fetch: LocalService['fetch'] = async (input, init) => app.fetch(new Request(input, init));
  const open = async () => {
    if (disk instanceof FolderDisk) await disk.open();
    python.warm();
  };
  return {
    fetch,
    open,
    async listen({ port = 0 } = {}) {
      await open();
      const server = await listen(fetch, port);
      listening.add(server);
      return server;
    },
    get python() {
      return python.status;
    },
    async close() {
      await Promise.all([responses.close(), assistants.close(), agents.close()]);
      await Promise.all([...listening].map((server) => server.close()));
      await python.close();
      await store.close();
    },
  };
}
