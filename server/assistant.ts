import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { InvalidRequestError } from '../protocol/index.ts';
import type { Adapter } from './adapter.ts';
import { AssistantError, toAssistantError } from './assistant-error.ts';
import { baseUrl } from './base-url.ts';
import { strictChunk } from './compat.ts';
import { guard } from './access/guard.ts';
import { Handles } from './access/handles.ts';
import { anonymous, authorized, type Identify } from './access/identity.ts';
import { Quotas } from './access/quotas.ts';
import { defaultLimits } from './limits.ts';
import type { AssistantOptions } from './options.ts';
import { chatRoutes } from './routes/chat.ts';
import { configRoutes } from './routes/config.ts';
import { fileRoutes } from './routes/files.ts';
import { threadRoutes } from './routes/threads.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { Reading } from './runs/reading.ts';
import { Runs } from './runs/runs.ts';
import { Turns } from './runs/turns.ts';
import { memoryFileStore } from './stores/memory-file-store.ts';
import { memoryStore } from './stores/memory-store.ts';
import { ThreadDirectory } from './thread-directory.ts';
import { UploadSessions } from './files/upload-sessions.ts';
import { Visit, type VisitEnv } from './access/visit.ts';

/**
 * An assistant as a Hono app, to be mounted anywhere: `new Hono().route('/api/assistant', assistant({ … }))`.
 * @throws {TypeError} when nobody says whose requests are whose, or the secret is missing or too short
 */
export function assistant(options: AssistantOptions): Hono<VisitEnv> {
  const { engine, publicUrl, origins = [], compat = 'loose', now = Date.now } = options;
  const onError = harmless(options.onError ?? logError);
  const instructions = options.instructions ?? (() => undefined);
  const handles = new Handles(options.secret);
  const identify = identifier(options, handles);
  const store = options.store ?? memoryStore();
  const files = options.files ?? memoryFileStore();
  const limits = { ...defaultLimits, ...options.limits };
  limits.partBytes = Math.max(limits.partBytes, files.parts?.minBytes ?? 0);
  const runs = new Runs(store, compat === 'strict' ? strictChunk : (chunk) => chunk);
  const visits = { handles, limits, files, store, instructions, onError, now };
  const adapter: Adapter = { engine, store, files, limits, runs, quotas: new Quotas(store, limits, now) };
  const directory = new ThreadDirectory(adapter);
  const turns = new Turns(adapter, directory);

  const app = new Hono<VisitEnv>();
  app.onError((error, context) => {
    const known = toKnownError(error);
    if (known.status >= 500 || known.cause !== undefined) onError(known.cause ?? error, context);
    if (known.retryAfter !== undefined) context.header('retry-after', String(known.retryAfter));
    return context.json(known.toBody(), known.status as ContentfulStatusCode);
  });
  app.use(guard(origins));
  app.use(async (context, next) => {
    const { remember, owner } = await identify(context);
    const address = options.address?.(context);
    context.set('visit', new Visit({ context, owner, address, base: baseUrl(context, publicUrl), ...visits }));
    await next();
    remember?.();
    // What one person may see no cache may show to another.
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'private, no-store');
  });
  return (
    app
      .route('/chat', chatRoutes(adapter, turns, new Reading(adapter, directory, turns)))
      .route('/threads', threadRoutes(adapter, directory, turns.questions))
      .route('/files', fileRoutes(adapter, directory))
      .route('/uploads', uploadRoutes(new UploadSessions(adapter, directory)))
      .route('/config', configRoutes(adapter, options))
      // A handler of its own, because where the app is mounted the host's `notFound` would answer.
      .all('*', () => {
        throw new AssistantError('not_found');
      })
  );
}

function identifier({ authorize, anonymous: visitors, publicUrl }: AssistantOptions, handles: Handles): Identify {
  if (authorize) return authorized(authorize);
  if (!visitors) {
    throw new TypeError(
      'assistant() needs `authorize`, or `anonymous: true` to let everybody in: it must know whose threads are whose.',
    );
  }
  const isSecure = (context: Context) => (publicUrl ?? context.req.url).startsWith('https:');
  return anonymous(handles, isSecure, visitors === true ? {} : visitors);
}

function toKnownError(error: unknown): AssistantError {
  if (error instanceof InvalidRequestError) return AssistantError.ofRequest(error);
  if (error instanceof HTTPException) return new AssistantError('invalid_request', { cause: error });
  return toAssistantError(error);
}

/** A host whose log is out of order shall not lose runs for it. */
function harmless(onError: NonNullable<AssistantOptions['onError']>): typeof onError {
  return (error, context) => {
    try {
      onError(error, context);
    } catch {
      // There is nobody left to tell.
    }
  };
}

/** Without it a wrong key would fail in silence. */
function logError(error: unknown): void {
  // oxlint-disable-next-line no-console -- the host has given no other place
  console.error(error);
}
