import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { AgentsApp } from './agents/agents-app.ts';
import { ApiError } from './api-error.ts';
import type { AssistantsApp } from './assistants/assistants-app.ts';
import type { CodeRunner } from './code-runner.ts';
import type { ContainerLibrary } from './containers/container-library.ts';
import { containerRoutes } from './containers/container-routes.ts';
import type { ConversationLibrary } from './conversations/conversation-library.ts';
import { conversationRoutes } from './conversations/conversation-routes.ts';
import { faultName, meetFault, readFault } from './fault.ts';
import type { FileLibrary } from './files/file-library.ts';
import { fileRoutes } from './files/file-routes.ts';
import type { UploadLibrary } from './files/upload-library.ts';
import { uploadRoutes } from './files/upload-routes.ts';
import { modelName, modelRoutes } from './models.ts';
import type { ResponseLibrary } from './responses/response-library.ts';
import { responseRoutes } from './responses/response-routes.ts';
import type { Stamp } from './stamp.ts';
import { FolderInUseError } from './store/folder-lock.ts';
import type { Store } from './store/store.ts';
import { fileBatchRoutes } from './vector-stores/file-batch-routes.ts';
import { vectorStoreFileRoutes } from './vector-stores/vector-store-file-routes.ts';
import type { VectorStoreLibrary } from './vector-stores/vector-store-library.ts';
import { vectorStoreRoutes } from './vector-stores/vector-store-routes.ts';

export interface LocalParts {
  store: Store;
  stamp: Stamp;
  files: FileLibrary;
  uploads: UploadLibrary;
  vectorStores: VectorStoreLibrary;
  conversations: ConversationLibrary;
  containers: ContainerLibrary;
  responses: ResponseLibrary;
  assistants: AssistantsApp;
  agents: AgentsApp;
  python: CodeRunner;
  onError: (error: unknown) => void;
}

/** Everything the service answers, as one app. */
export function localApp(parts: LocalParts): Hono {
  const {
    store,
    stamp,
    files,
    uploads,
    vectorStores,
    conversations,
    containers,
    responses,
    assistants,
    agents,
    python,
    onError,
  } = parts;
  const api = new Hono()
    .use(async (context, next) => {
      await meetFault(readFault(context.req.header(faultName)), context.req.raw.signal);
      await next();
    })
    .route('/models', modelRoutes())
    .route('/files', fileRoutes(files, vectorStores))
    .route('/uploads', uploadRoutes(uploads))
    .route('/vector_stores', vectorStoreRoutes(vectorStores))
    .route('/vector_stores', vectorStoreFileRoutes(vectorStores))
    .route('/vector_stores', fileBatchRoutes(vectorStores, store, stamp))
    .route('/conversations', conversationRoutes(conversations, stamp))
    .route('/containers', containerRoutes(containers, files))
    .route('/responses', responseRoutes(responses, stamp))
    .route('/agents', agents.routes)
    .route('/', assistants.routes);

  return new Hono()
    .use(async (context, next) => {
      await next();
      context.header('x-request-id', `req_${randomBytes(16).toString('hex')}`);
    })
    .get('/healthz', (context) => context.json({ status: 'ok', model: modelName, python: python.status }))
    .route('/v1', api)
    .notFound((context) => {
      const error = new ApiError(404, `Invalid URL (${context.req.method} ${context.req.path})`);
      return context.json(error.toJSON(), 404);
    })
    .onError((error, context) => {
      const known = asApiError(error);
      // Whoever has gone gets no answer, and it is nobody's mistake.
      if (error !== known && !context.req.raw.signal.aborted) onError(error);
      return context.json(known.toJSON(), known.status as 500, known.headers);
    });
}

function asApiError(error: Error): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof FolderInUseError) return new ApiError(503, error.message);
  return new ApiError(500, 'The local service made a mistake; its log says more.');
}
