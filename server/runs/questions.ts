import type { ChatTurn } from '../../protocol/index.ts';
import type { Adapter } from '../adapter.ts';
import { AssistantError } from '../assistant-error.ts';
import type { ThreadRecord } from '../engine.ts';
import { placeFiles, type BroughtFile } from '../files/message-files.ts';
import type { Visit } from '../access/visit.ts';

/** Uploads and their reading may take a while, but not for ever. */
const patienceMs = 5 * 60_000;

export interface Question {
  turn: Extract<ChatTurn, { kind: 'submit' }>;
  /** What tells this turn from every other one, also from an earlier version of the same message. */
  turnId: string;
  files: readonly BroughtFile[];
}

/** The users' messages: each is kept once, and known by the id its client gave it as well as by the engine's. */
export class Questions {
  readonly #adapter: Adapter;

  constructor(adapter: Adapter) {
    this.#adapter = adapter;
  }

  /** Keeps the message as the newest of its thread. One that was kept before, whose answer failed, is only cleared of that. */
  async keep(thread: ThreadRecord, { turn, turnId, files }: Question, visit: Visit): Promise<string> {
    const { engine, store } = this.#adapter;
    // Not the run's signal: what a person has said is kept even when they stop the answer.
    const context = visit.engine(AbortSignal.timeout(patienceMs));
    const known = await store.get(questionKey(thread.id, turnId));
    if (known !== undefined && (await this.#clear(thread, known, visit))) return known;

    if (turn.replaces !== undefined) {
      const messageId = await this.idOf(thread.id, turn.replaces);
      await engine.deleteMessages(thread, { messageId, keepQuestion: false }, context);
    }
    const placed = await placeFiles(files, thread, this.#adapter, context);
    const id = await engine.addMessage(thread, { text: turn.text, files: placed }, context);
    await store.bind(questionKey(thread.id, turnId), id);
    if (turnId !== turn.messageId) await store.bind(questionKey(thread.id, turn.messageId), id);
    return id;
  }

  /** The engine's id of a message that a client may call by its own. */
  async idOf(threadId: string, id: string): Promise<string> {
    return (await this.#adapter.store.get(questionKey(threadId, id))) ?? id;
  }

  /** False where the message has been removed since. */
  async #clear(thread: ThreadRecord, messageId: string, visit: Visit): Promise<boolean> {
    const context = visit.engine(AbortSignal.timeout(patienceMs));
    try {
      await this.#adapter.engine.deleteMessages(thread, { messageId, keepQuestion: true }, context);
      return true;
    } catch (error) {
      if (error instanceof AssistantError && error.code === 'not_found') return false;
      throw error;
    }
  }
}

function questionKey(threadId: string, id: string): string {
  return `message:${threadId}:${id}`;
}
