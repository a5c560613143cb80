import { sha256 } from '@noble/hashes/sha2.js';
import { titleOf, type ChatTurn, type ToolAnswer } from '../../protocol/index.ts';
import type { Adapter } from '../adapter.ts';
import { AssistantError } from '../assistant-error.ts';
import { encodeBase64Url } from '../access/base64url.ts';
import type { ThreadRecord } from '../engine.ts';
import { replyId } from '../engines/ids/reply-id.ts';
import { broughtFiles } from '../files/message-files.ts';
import type { FoundThread, ThreadDirectory } from '../thread-directory.ts';
import type { Visit } from '../access/visit.ts';
import { fetchOutputFile } from './fetch-output-file.ts';
import { Once } from './once.ts';
import { withOutputFiles } from './output-files.ts';
import { Questions } from './questions.ts';
import type { Run, RunSource, RunStart } from './run.ts';
import { RunSlots } from './run-slots.ts';
import type { BeginOptions } from './runs.ts';

type Submit = Extract<ChatTurn, { kind: 'submit' }>;
type Regenerate = Extract<ChatTurn, { kind: 'regenerate' }>;

interface Beginning {
  /** The message that is to be answered where it was kept before, by a turn whose fate its page does not know. */
  find?: (thread: ThreadRecord) => Promise<string | undefined>;
  /** Makes the thread ready and tells which message is to be answered. */
  prepare: (thread: ThreadRecord, known: string | undefined) => Promise<string>;
}

/** Begins what a request asks for, each turn once; what comes back is where its answer can be read. */
export class Turns {
  readonly questions: Questions;
  readonly #adapter: Adapter;
  readonly #directory: ThreadDirectory;
  readonly #once: Once;
  readonly #slots: RunSlots;

  constructor(adapter: Adapter, directory: ThreadDirectory) {
    this.#adapter = adapter;
    this.#directory = directory;
    this.#once = new Once(adapter.store);
    this.#slots = new RunSlots(adapter);
    this.questions = new Questions(adapter);
  }

  /** Keeps a message of the user, or puts it in the place of an earlier one, and has it answered. */
  async submit(turn: Submit, visit: Visit): Promise<RunStart> {
    const { limits } = this.#adapter;
    if (turn.text.length > limits.maxTextLength) {
      const message = `A message may have at most ${limits.maxTextLength} characters. Shorten it, or attach it as a file.`;
      throw new AssistantError('text_too_long', { message });
    }
    const files = broughtFiles(turn.files, visit.names, limits);
    const filenames = turn.files.map(({ filename = 'file' }) => filename);
    const title = titleOf(turn.text, filenames);
    const found = await this.#directory.findOrBegin(turn.id, title, visit);
    const turnId = turn.replaces === undefined ? turn.messageId : `${turn.messageId}#${fingerprint(turn)}`;
    const question = { turn, turnId, files };
    const find = (thread: ThreadRecord) => this.questions.find(thread, question, visit);
    const prepare = async (thread: ThreadRecord, known: string | undefined) => {
      const [questionId] = await Promise.all([
        this.questions.keep(thread, question, known, visit),
        thread.title ?? this.#name(thread, title, visit),
      ]);
      return questionId;
    };
    return this.#once.take(`turn:${found.threadId}:${turnId}`, () => this.#begin(found, visit, { find, prepare }));
  }

  /** Answers a message of the user anew; what came after it is removed. */
  async regenerate(turn: Regenerate, visit: Visit): Promise<RunStart> {
    const { engine } = this.#adapter;
    const threadId = await this.#directory.require(turn.id, visit);
    const prepare = async (thread: ThreadRecord) => {
      const messageId = turn.messageId && (await this.questions.idOf(threadId, turn.messageId));
      const cut = { keepQuestion: true, ...(messageId ? { messageId } : {}) };
      const question = await engine.deleteMessages(thread, cut, visit.patient);
      if (question === undefined) throw new AssistantError('not_found');
      return question;
    };
    const run = await this.#begin({ threadId }, visit, { prepare });
    return run.started;
  }

  /** Gives a run that waits what it waits for; it goes on where it was. */
  async answer(id: string, runId: string | undefined, answers: readonly ToolAnswer[], visit: Visit): Promise<RunStart> {
    const { engine, runs, store } = this.#adapter;
    const threadId = await this.#directory.require(id, visit);
    const wanted = runId && visit.names.openRun(runId, threadId);
    if (runId !== undefined && wanted === undefined) throw new AssistantError('not_found');
    await runs.settled(threadId);
    const thread = await engine.readThread(threadId, visit.patient);
    const { activeRun } = thread;
    if (activeRun?.status !== 'requires_action' || (wanted !== undefined && wanted !== activeRun.id)) {
      throw new AssistantError('not_waiting');
    }
    const { size } = await store.log.state(visit.names.run(activeRun.id, threadId));
    const run = await this.#run(threadId, visit, {
      source: async (signal, remark) => engine.resume(thread, answers, await visit.run(threadId, signal, remark)),
      // Somebody who joins now shall see the message from its beginning.
      ...(size === 0 ? { before: this.#follow(thread, activeRun.id, visit) } : {}),
    });
    return run.started;
  }

  /** Reads a run that another process has begun, from its start. */
  async follow(thread: ThreadRecord, runId: string, visit: Visit): Promise<RunStart> {
    const replay = this.#adapter.engine.followsLoosely ? 'other' : 'same';
    const source = this.#follow(thread, runId, visit);
    const run = await this.#run(thread.id, visit, { source, isFollower: true, replay });
    return run.started;
  }

  #follow(thread: ThreadRecord, runId: string, visit: Visit): RunSource {
    const { engine } = this.#adapter;
    return async (signal, remark) => engine.follow(thread, runId, await visit.run(thread.id, signal, remark));
  }

  #begin({ threadId, fresh }: FoundThread, visit: Visit, { find, prepare }: Beginning): Promise<Run> {
    const { engine } = this.#adapter;
    const directory = this.#directory;
    const source: RunSource = async (signal, remark) => {
      const thread = fresh ?? (await engine.readThread(threadId, visit.patient));
      const known = fresh ? undefined : await find?.(thread);
      const context = { ...(await visit.run(threadId, signal, remark)), isRepeated: known !== undefined };
      const { activeRun } = thread;
      if (activeRun && known !== undefined && activeRun.messageId === replyId(known)) {
        return engine.follow(thread, activeRun.id, context);
      }
      // One that waits for somebody is given up: the user goes on without it.
      if (activeRun && activeRun.status !== 'requires_action' && !activeRun.mayBeDead) {
        throw new AssistantError('run_active', { runId: visit.names.run(activeRun.id, threadId) });
      }
      const told = known === undefined ? undefined : await engine.retell?.(thread, known, context);
      if (told) return told;
      const questionId = await prepare(thread, known);
      await directory.list({ ...thread, updatedAt: Date.now() }, visit);
      return engine.answer(thread, questionId, context);
    };
    return this.#run(threadId, visit, { source });
  }

  async #run(threadId: string, visit: Visit, options: Omit<BeginOptions, 'report'>): Promise<Run> {
    const { source, before, ...rest } = options;
    const counted: RunSource = async (...given) => {
      await this.#slots.take(threadId, visit);
      return source(...given);
    };
    const withFiles = (chunks: RunSource): RunSource => {
      return async (...given) => {
        return withOutputFiles(await chunks(...given), (file) => fetchOutputFile(file, this.#adapter, visit));
      };
    };
    const run = await this.#adapter.runs.begin(threadId, {
      ...rest,
      source: withFiles(rest.isFollower ? source : counted),
      ...(before ? { before: withFiles(before) } : {}),
      report: visit.report,
    });
    // Until the thread is free again, too, or the next message would be refused where a runtime ends things right here.
    visit.outlive(run.ended.then(() => this.#adapter.runs.settled(threadId)));
    return run;
  }

  /** A thread without a name is no reason to leave a message without an answer. */
  async #name(thread: ThreadRecord, title: string, visit: Visit): Promise<void> {
    await this.#adapter.engine
      .changeThread(thread, { title }, visit.patient)
      .then((named) => Object.assign(thread, { title: named.title }), visit.report);
  }
}

/** Tells two versions of an edited message apart, and a double click on one of them from both. */
function fingerprint({ text, files }: Submit): string {
  const bytes = new TextEncoder().encode(JSON.stringify([text, ...files.map(({ url }) => url)]));
  return encodeBase64Url(sha256(bytes)).slice(0, 16);
}
