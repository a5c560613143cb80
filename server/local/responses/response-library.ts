import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { CancelledError, RunFailure } from '../answering/endings.ts';
import { EventLog } from '../answering/event-log.ts';
import { ApiError, notFound } from '../api-error.ts';
import type { ConversationLibrary } from '../conversations/conversation-library.ts';
import type { Fault } from '../fault.ts';
import type { Item } from '../items/item.ts';
import type { Stamp } from '../stamp.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/store.ts';
import type { CreateRequest } from './create-request.ts';
import { newResponse, type WireResponse } from './response-object.ts';
import { countInput, ResponseRun } from './response-run.ts';

interface StoredResponse {
  id: string;
  response: WireResponse;
  /** What the request brought. */
  input: readonly Item[];
}

/** Prepares the writing of an answer to what was said; all that can be wrong with the request is found before it begins. */
export type Prepare = (request: CreateRequest, said: readonly Item[]) => Promise<(run: ResponseRun) => Promise<void>>;

export interface ResponseLibraryOptions {
  store: Store;
  stamp: Stamp;
  conversations: ConversationLibrary;
  /** Milliseconds before each piece of text. */
  pace: number;
  /** Told about mistakes of the service itself. */
  onError: (error: unknown) => void;
}

export interface BegunResponse {
  created: WireResponse;
  run: ResponseRun;
  ended: Promise<void>;
}

/** Responses: those being written, and those that were. */
export class ResponseLibrary {
  readonly #stamp: Stamp;
  readonly #conversations: ConversationLibrary;
  readonly #prepare: Prepare;
  readonly #pace: number;
  readonly #onError: (error: unknown) => void;
  readonly #responses: Collection<StoredResponse>;
  readonly #events: Collection<{ id: string; events: readonly ResponseStreamEvent[] }>;
  readonly #running = new Map<string, { run: ResponseRun; input: readonly Item[]; ended: Promise<void> }>();
  /** Conversations in which a response is being written. */
  readonly #locked = new Set<string>();

  constructor({ store, stamp, conversations, pace, onError }: ResponseLibraryOptions, prepare: Prepare) {
    this.#stamp = stamp;
    this.#conversations = conversations;
    this.#prepare = prepare;
    this.#pace = pace;
    this.#onError = onError;
    this.#responses = store.collection('responses');
    this.#events = store.collection('response-events');
  }

  /** Begins a response, which is `created` at first. @throws {ApiError} what is wrong with the request */
  async create(request: CreateRequest, fault: Fault): Promise<BegunResponse> {
    const { conversationId, input } = request;
    this.#lock(conversationId);
    try {
      const said = [...(await this.#saidBefore(request)), ...input];
      const write = await this.#prepare(request, said);
      const response = newResponse(request, this.#stamp);
      if (request.store) await this.#responses.put({ id: response.id, response, input });
      const run = new ResponseRun({
        response,
        include: request.include,
        pace: fault.pace ?? this.#pace,
        stamp: this.#stamp,
        inputTokens: countInput(said, request.instructions),
        onError: this.#onError,
        fault,
      });
      const ended = run.carryOut(
        () => write(run),
        (events) => this.#settle(request, run, events),
      );
      this.#running.set(response.id, { run, input, ended });
      return { created: response, run, ended };
    } catch (error) {
      this.#unlock(conversationId);
      throw error;
    }
  }

  /** @throws {ApiError} 404 */
  async get(id: string): Promise<WireResponse> {
    return this.#running.get(id)?.run.response ?? (await this.#stored(id)).response;
  }

  /** What the request brought. @throws {ApiError} 404 */
  async input(id: string): Promise<readonly Item[]> {
    return (this.#running.get(id) ?? (await this.#stored(id))).input;
  }

  /** The events of a response that runs in the background. @throws {ApiError} 404, and 400 for any other */
  async log(id: string, startingAfter: number): Promise<EventLog<ResponseStreamEvent>> {
    const response = await this.get(id);
    if (!response.background) {
      throw new ApiError(400, 'This response cannot be streamed because it was not created with background=true.');
    }
    const running = this.#running.get(id);
    if (running) return running.run.log;
    const kept = await this.#events.get(id);
    const log = new EventLog(kept?.events ?? eventsOfLost(response, startingAfter + 1));
    log.close();
    return log;
  }

  /** Ends a response that runs in the background; one that has ended stays as it is. @throws {ApiError} 404, 400 */
  async cancel(id: string): Promise<WireResponse> {
    const response = await this.get(id);
    if (!response.background) {
      throw new ApiError(
        400,
        'Cannot cancel a synchronous response: only one created with background=true can be cancelled.',
      );
    }
    await this.stop(id, new CancelledError());
    return this.get(id);
  }

  /** Ends the writing of a response and waits until it is over. */
  async stop(id: string, reason: Error): Promise<void> {
    const running = this.#running.get(id);
    running?.run.abort(reason);
    await running?.ended;
  }

  async remove(id: string): Promise<void> {
    await this.get(id);
    await this.stop(id, new CancelledError());
    await this.#responses.delete(id);
    await this.#events.delete(id);
  }

  /** Ends everything that is being written. */
  async close(): Promise<void> {
    const stopping = [...this.#running.keys()].map((id) =>
      this.stop(id, new RunFailure('The local service was stopped.')),
    );
    await Promise.all(stopping);
  }

  async #stored(id: string): Promise<StoredResponse> {
    const stored = await this.#responses.get(id);
    if (!stored) throw notFound('Response', id);
    const { status } = stored.response;
    if (status !== 'queued' && status !== 'in_progress') return stored;
    const error = { code: 'server_error' as const, message: 'The local service ended while it wrote this response.' };
    const lost: StoredResponse = { ...stored, response: { ...stored.response, status: 'failed', error } };
    await this.#responses.put(lost);
    return lost;
  }

  /** Everything that was said before this request, oldest first. */
  async #saidBefore({ conversationId, previousResponseId }: CreateRequest): Promise<Item[]> {
    if (conversationId !== null) return this.#conversations.items(conversationId);
    const said: Item[] = [];
    for (let id = previousResponseId; id !== null;) {
      const known: StoredResponse | undefined = await this.#responses.get(id);
      if (!known) {
        const details = { param: 'previous_response_id', code: 'previous_response_not_found' };
        throw new ApiError(400, `Previous response with id '${id}' not found.`, details);
      }
      said.unshift(...known.input, ...known.response.output);
      id = known.response.previous_response_id ?? null;
    }
    return said;
  }

  /** Keeps what has been written. What was said joins the conversation only now, and only where an answer came of it. */
  async #settle(request: CreateRequest, run: ResponseRun, events: readonly ResponseStreamEvent[]): Promise<void> {
    const { response } = run;
    const { conversationId, input } = request;
    try {
      if (conversationId !== null && (response.status === 'completed' || response.status === 'incomplete')) {
        // A conversation that was deleted meanwhile has nobody who could miss the answer.
        await this.#conversations.append(conversationId, [...input, ...response.output]).catch(ignoreNotFound);
      }
      if (request.store) await this.#responses.put({ id: response.id, response, input });
      if (request.store && request.background) await this.#events.put({ id: response.id, events });
    } finally {
      this.#running.delete(response.id);
      this.#unlock(conversationId);
    }
  }

  #lock(conversationId: string | null): void {
    if (conversationId === null) return;
    if (this.#locked.has(conversationId)) {
      const message = 'Another process is currently operating on this conversation. Please retry in a few seconds.';
      throw new ApiError(400, message, { param: 'conversation', code: 'conversation_locked' });
    }
    this.#locked.add(conversationId);
  }

  #unlock(conversationId: string | null): void {
    if (conversationId !== null) this.#locked.delete(conversationId);
  }
}

/** The service ended without keeping the events: whoever waits for the rest learns how it ended. */
function eventsOfLost(response: WireResponse, from: number): ResponseStreamEvent[] {
  const events: ResponseStreamEvent[] = [];
  events[from] = { type: 'response.failed', response, sequence_number: from } as unknown as ResponseStreamEvent;
  return events;
}

function ignoreNotFound(error: unknown): undefined {
  if (error instanceof ApiError && error.status === 404) return undefined;
  throw error;
}
