import type { MessageMetadata, ThreadRequest, UIMessage, WireError } from '../../../protocol/index.ts';
import type { Backend } from '../transport/backend.ts';
import { ConversationErrorEvent, ReplyEndEvent, ReplyStartEvent, type ReplyOutcome } from '../conversation-events.ts';
import type { ConversationState } from '../conversation-state.ts';
import { withMessage } from './message-list.ts';
import { clientError, toWireError, TransportError } from '../transport/transport-error.ts';
import type { Transport } from '../transport/transport.ts';
import type { Draft } from '../threads/drafts.ts';
import { outcomeOf, Turn, type TurnEnd, type TurnOptions } from './turn.ts';

/** What the acts of a conversation share. */
export interface ConversationParts {
  readonly transport: Transport;
  readonly backend: Backend;
  readonly state: ConversationState;
  readonly retryDelay: (attempt: number) => number;
  /** False where a listener has canceled. */
  readonly dispatch: (event: Event) => boolean;
  /** The id under which the backend knows the conversation, or will. */
  readonly chatId: () => string;
  readonly learn: (metadata: MessageMetadata) => void;
  /** The thread of a draft, made where there is none yet. */
  readonly threadOf: (draft: Draft, request: ThreadRequest) => Promise<string | undefined>;
  /** Resolves when the thread's messages are there. */
  readonly loaded: () => Promise<unknown>;
  /**
   * Reads the thread's messages again. With `follow` also the reply that is being written, and what goes wrong is shown;
   * without, nothing is said, and false tells that they could not be read.
   */
  readonly reload: (options: { follow: boolean }) => Promise<boolean>;
}

/** A turn that is about to be taken. */
export interface TurnPlan extends Pick<TurnOptions, 'open' | 'repeat' | 'continues' | 'shown' | 'after'> {
  onAccepted?: () => void;
  /** Takes back what was shown in hope. `isUncertain`: the backend may have it nevertheless. */
  undo?: (isUncertain: boolean) => void;
  /** The same once more, for a turn that was refused. */
  tryAgain: () => Promise<void>;
  /** An error that stays to be seen while the turn runs. */
  keepsError?: boolean;
}

export interface ExchangeOptions {
  parts: ConversationParts;
  /** A new attempt at the last reply. */
  regenerate: () => Promise<void>;
  /** A reply has ended, in whatever way. */
  onReply: (message: UIMessage, outcome: ReplyOutcome) => Promise<void>;
}

/** The turns of a conversation, one at a time: takes them, shows how they go, and knows how to try again. */
export class Exchange {
  readonly #options: ExchangeOptions;
  readonly #parts: ConversationParts;
  #turn: Turn | undefined;
  #performing: Promise<void> = Promise.resolve();
  #tryAgain: (() => Promise<void>) | undefined;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.#parts = options.parts;
  }

  /** A message is on its way or being answered. */
  get isBusy(): boolean {
    return this.#turn !== undefined;
  }

  /** Takes a turn and resolves at its end, well or not; does nothing while another one runs. */
  async perform(plan: TurnPlan): Promise<void> {
    if (this.#turn) return;
    const { state } = this.#parts;
    this.#tryAgain = undefined;
    state.update({ status: 'submitted', activity: null, ...(plan.keepsError ? {} : { error: null }) });
    this.#performing = this.#perform(plan);
    await this.#performing;
  }

  /** Ends the run; where it has not been accepted yet, the message comes back into the draft. */
  async stop(): Promise<void> {
    const performing = this.#performing;
    let hasFailed = false;
    await this.#turn?.stop().catch(() => (hasFailed = true));
    await performing;
    if (hasFailed && !this.#turn) this.fail(toWireError(clientError('stop_failed')), () => this.#readAgain());
  }

  /** Tries again what failed last; does nothing where nothing has. */
  async retry(): Promise<void> {
    const tryAgain = this.#tryAgain;
    if (this.#turn || !tryAgain) return;
    this.clearError();
    await tryAgain();
  }

  /** Lets go of the turn without ending its run; what failed before is no longer tried again. */
  release(): void {
    this.#turn?.release();
    this.#turn = undefined;
    this.#tryAgain = undefined;
  }

  /** Changes a message, whether it is growing or not. */
  changeMessage(message: UIMessage, change: (message: UIMessage) => UIMessage): void {
    const { state } = this.#parts;
    if (this.#turn?.changeReply(message.id, change)) return;
    state.update({ messages: withMessage(state.snapshot.messages, change(message), message) });
  }

  /** Shows an error. A turn that runs is not disturbed by what failed beside it. */
  fail(error: WireError, tryAgain?: () => Promise<void>): void {
    const { state, dispatch } = this.#parts;
    state.update(this.#turn ? { error } : { status: 'error', error, activity: null, connection: 'online' });
    if (!this.#turn) this.#tryAgain = tryAgain;
    dispatch(new ConversationErrorEvent(error));
  }

  clearError(): void {
    this.#tryAgain = undefined;
    this.#parts.state.update({ error: null, ...(this.#turn ? {} : { status: 'ready' }) });
  }

  async #perform(plan: TurnPlan): Promise<void> {
    const { transport, backend, state, retryDelay, dispatch, learn } = this.#parts;
    let shown = plan.shown ?? plan.continues;
    let hasStarted = false;
    const turn = new Turn({
      ...plan,
      transport,
      retryDelay,
      onAccepted: (chatId) => {
        plan.onAccepted?.();
        // A backend that says nothing knows the thread by the name it was given here.
        if (this.#turn === turn && backend.isForeign) learn({ threadId: chatId });
      },
      mayResume: () => backend.mayResume,
      canStop: () => backend.can('stop'),
      onMetadata: (metadata) => {
        if (this.#turn === turn) learn(metadata);
      },
      onConnection: (connection) => {
        if (this.#turn === turn) state.update({ connection });
      },
      onGrow: (message, activity) => {
        if (this.#turn !== turn) return;
        const messages = withMessage(state.snapshot.messages, message, shown);
        state.update({ messages, activity, status: 'streaming' });
        shown = message;
        if (!hasStarted) dispatch(new ReplyStartEvent(message));
        hasStarted = true;
      },
    });
    this.#turn = turn;
    const end = await turn.end;
    if (end.kind === 'refused') plan.undo?.(isUncertain(end.error));
    if (end.kind === 'withdrawn') plan.undo?.(end.wasSent);
    // Where nothing runs any more, our adapter's history knows how it ended.
    const isOver = (end.kind === 'gone' || end.kind === 'idle') && backend.isOurs;
    const isLookedUp = isOver && this.#turn === turn && (await this.#parts.reload({ follow: false }));
    if (this.#turn !== turn) return;
    this.#turn = undefined;
    if (isLookedUp) await this.#settleByHistory(end);
    else if (isOver) await this.#settleAsLost('message' in end ? end.message : undefined);
    else await this.#settle(end, plan);
  }

  async #settle(end: TurnEnd, plan: TurnPlan): Promise<void> {
    switch (end.kind) {
      case 'refused':
        this.fail(toWireError(end.error), plan.tryAgain);
        // Another page, or an earlier attempt, has the assistant write in this thread: then that is what there is to see.
        if (end.error instanceof TransportError && end.error.code === 'run_active') await this.#readAgain();
        return;
      case 'withdrawn':
      case 'released':
      case 'idle':
        return this.#rest();
      case 'ended':
        return this.#finish(end.message, end.outcome, end.error);
      case 'lost':
        return this.#finish(end.message, 'failed', end.error, () => this.#readAgain());
      case 'gone':
        return this.#settleAsLost(end.message, this.#options.regenerate);
    }
  }

  async #settleAsLost(message: UIMessage | undefined, tryAgain = () => this.#readAgain()): Promise<void> {
    await this.#finish(message, 'failed', toWireError(clientError('connection_lost')), tryAgain);
  }

  async #settleByHistory({ kind }: TurnEnd): Promise<void> {
    const last = this.#parts.state.snapshot.messages.at(-1);
    if (last?.role === 'assistant') await this.#finish(last, outcomeOf(last));
    else if (kind === 'gone') await this.#settleAsLost(undefined, this.#options.regenerate);
    else this.#rest();
  }

  async #finish(
    message: UIMessage | undefined,
    outcome: ReplyOutcome,
    error: WireError = toWireError(clientError('reply_failed')),
    tryAgain = this.#options.regenerate,
  ): Promise<void> {
    if (outcome === 'failed') this.fail(error, tryAgain);
    else this.#rest();
    if (!message) return;
    this.#parts.dispatch(new ReplyEndEvent(message, outcome));
    await this.#options.onReply(message, outcome);
  }

  #rest(): void {
    this.#parts.state.update({ status: 'ready', error: null, activity: null, connection: 'online' });
  }

  async #readAgain(): Promise<void> {
    await this.#parts.reload({ follow: true });
  }
}

/** True where the backend may have kept the message although the request failed: only some answers tell that it has not. */
function isUncertain(error: unknown): boolean {
  if (!(error instanceof TransportError) || error.code === 'network_error') return true;
  const { status = 0 } = error;
  // A message stays although somebody behind the adapter is busy.
  return status >= 500 || status === 409 || status === 429;
}
