import type { Context } from 'hono';
import type { Compat } from './compat.ts';
import type { Engine } from './engine.ts';
import type { Secret } from './access/handles.ts';
import type { AnonymousOptions, Authorize } from './access/identity.ts';
import type { Limits } from './limits.ts';
import type { FileStore, Store } from './store.ts';
import type { RunInstructions } from './access/visit.ts';

export interface AssistantOptions {
  engine: Engine;
  /** Signs every id that crosses the wire: at least 16 characters, or a list of such with the newest first. */
  secret: Secret;
  /** Says whose request it is. This or `anonymous` is required. */
  authorize?: Authorize;
  /** Lets everybody in; each browser is somebody of its own, by a signed cookie. */
  anonymous?: true | AnonymousOptions;
  /**
   * Where a request comes from, by what the host's own proxy says: limits hold for an address, too. Without it a visitor who
   * drops the cookie begins anew. Never a header that the client can set.
   */
  address?: (context: Context) => string | undefined;
  /** Memory for claims, thread lists and the events of runs; in this process by default. */
  store?: Store;
  /** Copies of files, of uploads and of what the assistant wrote; in this process by default. */
  files?: FileStore;
  limits?: Partial<Limits>;
  /** Said for one run, beside the engine's instructions, e.g. who the person is. Never seen by the page. */
  instructions?: RunInstructions;
  /** Other origins whose pages may use the assistant with their visitors' cookies. */
  origins?: readonly string[];
  /** Absolute URL under which pages reach the adapter, where a proxy hides it. */
  publicUrl?: string;
  /** `strict` for AI SDK clients of before July 2026. */
  compat?: Compat;
  /** A short remark that the page shows, e.g. that no language model answers. */
  notice?: string;
  /** The clock that addresses of files go by, in milliseconds since the epoch; for tests. */
  now?: () => number;
  /** Told of everything that goes wrong, and the only place that sees the service's own words; `console.error` by default. */
  onError?: (error: unknown, context: Context) => void;
}
