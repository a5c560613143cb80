import type { Context } from 'hono';
import type { EngineContext, RunContext } from '../engine.ts';
import type { Handles } from './handles.ts';
import type { Limits } from '../limits.ts';
import { Names } from './names.ts';
import { network } from './network.ts';
import { ownerKey, type Owner } from './owner.ts';
import type { FileStore, Store } from '../store.ts';

/** Given per run by the host; what it returns joins the engine's own instructions. */
export type RunInstructions = (
  context: Context,
  run: { owner: Owner; threadId: string },
) => string | undefined | Promise<string | undefined>;

export interface VisitOptions {
  context: Context;
  owner: Owner;
  /** Where the request comes from, where the host knows. */
  address: string | undefined;
  /** Absolute URL under which the adapter is mounted for this caller. */
  base: string;
  handles: Handles;
  limits: Limits;
  files: FileStore;
  store: Store;
  instructions: RunInstructions;
  onError: (error: unknown, context: Context) => void;
  now: () => number;
}

/** One request of somebody who is known: who they are, and what engines are told of them. */
export class Visit {
  readonly owner: Owner;
  readonly ownerKey: string;
  readonly names: Names;
  readonly #options: VisitOptions;

  constructor(options: VisitOptions) {
    this.#options = options;
    this.owner = options.owner;
    this.ownerKey = ownerKey(options.owner);
    const { handles, owner, base, limits, now } = options;
    this.names = new Names(handles, owner, base, { lifeMs: limits.fileLinkMs, now });
  }

  /** Under which names this somebody is counted: a person who takes another name still has the same address. */
  get countedAs(): string[] {
    const { address } = this.#options;
    return [this.ownerKey, ...(address === undefined ? [] : [`address:${network(address)}`])];
  }

  readonly report = (error: unknown): void => this.#options.onError(error, this.#options.context);

  /** For calls that nobody needs once the request is gone. */
  get request(): EngineContext {
    return this.engine(this.#options.context.req.raw.signal);
  }

  /** For calls that matter whether or not somebody waits for them, but that the service must not leave open for ever. */
  get patient(): EngineContext {
    return this.engine(AbortSignal.timeout(this.#options.limits.upstreamIdleMs));
  }

  engine(signal: AbortSignal): EngineContext {
    const { names, report } = this;
    const { files, store } = this.#options;
    return { names, report, files, store, signal };
  }

  /** Asks the runtime, where it can be asked, to let this go on when the request is over; edge runtimes end what nobody holds. */
  outlive(work: Promise<unknown>): void {
    try {
      this.#options.context.executionCtx.waitUntil(work);
    } catch {
      // There is no such thing here: whatever has begun goes on by itself.
    }
  }

  /** For a run, which outlives the request. */
  async run(threadId: string, signal: AbortSignal, remark: RunContext['remark']): Promise<RunContext> {
    const { context, handles, limits, instructions } = this.#options;
    const { owner } = this;
    const thread = { id: this.names.thread(threadId) };
    const given = await instructions(context, { owner, threadId: thread.id });
    return {
      ...this.engine(signal),
      owner,
      thread,
      remark,
      isRepeated: false,
      ...(given ? { instructions: given } : {}),
      safetyId: handles.pseudonym(owner),
      maxToolRounds: limits.maxToolRounds,
      maxOutputTokens: limits.maxOutputTokens,
      idleMs: limits.upstreamIdleMs,
    };
  }
}

/** What the middleware leaves for the routes. */
export interface VisitEnv {
  Variables: { visit: Visit };
}
