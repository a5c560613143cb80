import { sha256 } from '@noble/hashes/sha2.js';
import type { ChatTurn } from '../../protocol/index.ts';
import type { Adapter } from '../adapter.ts';
import { AssistantError } from '../assistant-error.ts';
import { encodeBase64Url } from '../access/base64url.ts';
import type { ThreadRecord } from '../engine.ts';
import { placeFiles, type BroughtFile } from '../files/message-files.ts';
import type { Visit } from '../access/visit.ts';

/** Files that are taken in and read may take a while, but not for ever. */
const filesMs = 5 * 60_000;

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

  /** The engine's id of a message that was kept before, here or by a process that is gone. */
  async find(thread: ThreadRecord, { turn, turnId }: Question, visit: Visit): Promise<string | undefined> {
    const { engine, store } = this.#adapter;
    const known = await store.get(questionKey(thread.id, turnId));
    return known ?? engine.findTurn?.(thread, { turn: shortOf(turnId), text: turn.text }, visit.patient);
  }

  /** Keeps the message as the newest of its thread. One that was kept before, whose answer failed, is only cleared of that. */
  async keep(thread: ThreadRecord, question: Question, known: string | undefined, visit: Visit): Promise<string> {
    const { turn, turnId, files } = question;
    const { engine, store } = this.#adapter;
    // Not the run's signal: what a person has said is kept even when they stop the answer.
    const context = files.length > 0 ? visit.engine(AbortSignal.timeout(filesMs)) : visit.patient;
    if (known !== undefined && (await this.#clear(thread, known, visit))) return known;

    if (turn.replaces !== undefined) {
      const messageId = await this.idOf(thread.id, turn.replaces);
      await engine.deleteMessages(thread, { messageId, keepQuestion: false }, context);
    }
    const placed = await placeFiles(files, thread, this.#adapter, context);
    const id = await engine.addMessage(thread, { turn: shortOf(turnId), text: turn.text, files: placed }, context);
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
    try {
      const cut = { messageId, keepQuestion: true };
      await this.#adapter.engine.deleteMessages(thread, cut, visit.patient);
      return true;
    } catch (error) {
      if (error instanceof AssistantError && error.code === 'not_found') return false;
      throw error;
    }
  }
}

/** Ids of clients may be long. */
function shortOf(turnId: string): string {
  return encodeBase64Url(sha256(new TextEncoder().encode(turnId))).slice(0, 16);
}

function questionKey(threadId: string, id: string): string {
  return `message:${threadId}:${id}`;
}
