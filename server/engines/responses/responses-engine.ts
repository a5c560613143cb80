import type { Chunk, Page, ThreadRequest, ToolAnswer } from '../../../protocol/index.ts';
import { AssistantError } from '../../assistant-error.ts';
import type { Place } from '../../access/names.ts';
import type {
  Engine,
  EngineContext,
  FileParts,
  FileRecord,
  KeptMessage,
  MessageCut,
  MessageQuery,
  NewMessage,
  RunContext,
  TurnFacts,
} from '../../engine.ts';
import type { FileContent } from '../../store.ts';
import { adapterFiles } from '../files/adapter-files.ts';
import { runIdOf } from '../ids/run-id.ts';
import type { FunctionQuestion } from '../parts/question.ts';
import { callFunction } from '../tools/call-function.ts';
import { isMadeByFunction } from '../tools/keep-files.ts';
import { carryOut, settleQuestions } from '../tools/settle-questions.ts';
import { asksPeople } from '../tools/tools.ts';
import { rejectUpstream } from '../upstream/upstream-error.ts';
import { settle } from './clean-up.ts';
import { asMessage, openQuestions } from './conversation-item.ts';
import type { FileSource } from './file-keeper.ts';
import { cancelResponse } from './hosted/cancel-response.ts';
import { findTurn } from './find-turn.ts';
import { FollowedSource } from './hosted/followed-source.ts';
import { lookAfterRun } from './hosted/look-after-run.ts';
import { itemsAfter } from './item-keeper.ts';
import { LiveSource } from './live-source.ts';
import { MessageMapper } from './map/message-mapper.ts';
import { deleteMessages, listMessages, replyChunks } from './messages.ts';
import { questionItems } from './question-items.ts';
import { retell } from './retell.ts';
import { driveRun } from './run-driver.ts';
import type { ServiceAbilities } from './service.ts';
import type { Services } from './services.ts';
import { isKeptFile } from './stateless/kept-files.ts';
import { isKept } from './stateless/kept-threads.ts';
import { withRequest } from './thread-facts.ts';
import type { KeepContext, ResponsesThread } from './thread-keeper.ts';

export interface EngineSetup {
  name: string;
  /** Threads at the service; for what keeps none, the same as `kept`. */
  hosted: Services;
  /** Threads in the adapter's own store. */
  kept: Services;
  parts: FileParts<ResponsesThread>;
  finder: AbilityFinder;
  /** It cites without any tool. */
  cites?: boolean;
}

/** What whoever answers is able to, where that may have to be asked. */
export interface AbilityFinder {
  /** What was found out last. */
  readonly known: ServiceAbilities | undefined;
  find(): Promise<ServiceAbilities>;
}

/** Threads are lists of Responses' items, whoever keeps them and whoever answers. */
export class ResponsesEngine implements Engine<ResponsesThread> {
  readonly name: string;
  readonly parts: FileParts<ResponsesThread>;
  readonly #finder: AbilityFinder;
  readonly #hosted: Services;
  readonly #kept: Services;
  readonly #cites: boolean;

  constructor({ name, hosted, kept, parts, finder, cites = false }: EngineSetup) {
    this.name = name;
    this.parts = parts;
    this.#finder = finder;
    this.#hosted = hosted;
    this.#kept = kept;
    this.#cites = cites;
  }

  get capabilities(): Engine['capabilities'] {
    const { tools } = this.#hosted;
    const { conversations = true } = this.#finder.known ?? {};
    const { codeInterpreter, fileSearch } = conversations ? tools : tools.lent;
    return {
      uploads: true,
      resumableUploads: true,
      threads: true,
      resume: true,
      stop: true,
      approvals: asksPeople(tools),
      annotations: this.#cites || conversations || fileSearch !== undefined || tools.webSearch !== undefined,
      fileSearch: fileSearch !== undefined,
      codeInterpreter: codeInterpreter !== undefined,
      deleteMessages: true,
    };
  }

  get knowsTurns(): boolean {
    return this.#finder.known?.conversations ?? true;
  }

  async examine(): Promise<void> {
    await this.#finder.find();
  }

  async createThread(request: ThreadRequest, context: EngineContext): Promise<ResponsesThread> {
    const { conversations } = await this.#finder.find();
    return (conversations ? this.#hosted : this.#kept).threads.create(request, context);
  }

  async readThread(threadId: string, context: EngineContext): Promise<ResponsesThread> {
    const services = this.#servicesOf(threadId);
    const thread = await services.threads.read(threadId, context);
    await lookAfterRun(services, thread, context);
    return thread;
  }

  async changeThread(
    thread: ResponsesThread,
    request: ThreadRequest,
    context: EngineContext,
  ): Promise<ResponsesThread> {
    await this.#servicesOf(thread.id).threads.change(thread, (facts) => withRequest(facts, request), context);
    return thread;
  }

  async deleteThread(thread: ResponsesThread, context: EngineContext): Promise<void> {
    const { threads, files } = this.#servicesOf(thread.id);
    if (thread.activeRun) await this.cancel(thread, context).catch(context.report);
    await threads.delete(thread, context);
    await files.forget(thread, context);
  }

  findTurn(thread: ResponsesThread, turn: TurnFacts, context: EngineContext): Promise<string | undefined> {
    return findTurn(this.#servicesOf(thread.id).items, thread, turn, context);
  }

  async addMessage(thread: ResponsesThread, message: NewMessage, context: EngineContext): Promise<string> {
    const { threads, items, files } = this.#servicesOf(thread.id);
    await this.#settle(thread, context);
    await files.join(thread, message.files, context);
    const [added] = await Promise.all([
      items.add(thread.id, questionItems(message), context),
      // A message that cannot be known again is better than none.
      threads.noteTurn?.(thread, message.turn, context).catch(context.report),
    ]);
    const question = added.findLast((item) => asMessage(item)?.role === 'user');
    if (!question?.id) throw new AssistantError('service_garbled');
    return question.id;
  }

  listMessages(thread: ResponsesThread, query: MessageQuery, context: EngineContext): Promise<Page<KeptMessage>> {
    const { items, isServerFunction, questionOf } = this.#servicesOf(thread.id);
    return listMessages(items, thread.id, query, { ...context, isServerFunction, questionOf });
  }

  deleteMessages(thread: ResponsesThread, cut: MessageCut, context: EngineContext): Promise<string | undefined> {
    return deleteMessages(this.#servicesOf(thread.id).items, thread.id, cut, context);
  }

  async *answer(thread: ResponsesThread, questionId: string, context: RunContext): AsyncGenerator<Chunk, void, void> {
    const services = this.#servicesOf(thread.id);
    if (context.signal.aborted) throw new AssistantError('stopped');
    await this.#settle(thread, context);
    const source = new LiveSource({ services, thread, questionId, context });
    const mapper = this.#mapper(thread, questionId, context);
    yield* driveRun({ services, thread, questionId, context, source, mapper });
  }

  retell(thread: ResponsesThread, questionId: string, context: RunContext): Promise<Iterable<Chunk> | undefined> {
    const { items } = this.#servicesOf(thread.id);
    return retell(items, { thread, questionId, context, mapper: this.#mapper(thread, questionId, context) });
  }

  async *resume(
    thread: ResponsesThread,
    answers: readonly ToolAnswer[],
    context: RunContext,
  ): AsyncGenerator<Chunk, void, void> {
    const services = this.#servicesOf(thread.id);
    const { run } = thread.facts;
    if (run?.state !== 'waiting') throw new AssistantError('not_waiting');
    const { questionId } = run;
    const items = await itemsAfter(services.items, thread.id, questionId, context);
    const settled = settleQuestions(answers, openQuestions(items, services.questionOf));
    const mapper = this.#mapper(thread, questionId, context);
    for (const chunk of replyChunks(items, mapper)) void chunk;
    const source = new LiveSource({ services, thread, questionId, context, resumed: run });
    const call = (question: FunctionQuestion) =>
      callFunction(question, services.tools.functions.get(question.name), context);
    const answering = {
      runId: context.names.run(runIdOf(run.first), thread.id),
      answers: carryOut(settled, call),
    };
    yield* driveRun({ services, thread, questionId, context, source, mapper, answering });
  }

  async *follow(thread: ResponsesThread, runId: string, context: RunContext): AsyncGenerator<Chunk, void, void> {
    const services = this.#servicesOf(thread.id);
    const { client, isBackground } = services;
    const { run } = thread.facts;
    if (!run || runIdOf(run.first) !== runId || !client || !isBackground) throw new AssistantError('not_found');
    const { questionId } = run;
    const source = new FollowedSource({ services, client, thread, run, context });
    const mapper = this.#mapper(thread, questionId, context);
    yield* driveRun({ services, thread, questionId, context, source, mapper });
  }

  async cancel(thread: ResponsesThread, context: EngineContext): Promise<void> {
    const { run } = thread.facts;
    if (run?.state === 'waiting') await this.#settle(thread, context);
    else if (run) await cancelResponse(this.#servicesOf(thread.id), run.latest).catch(rejectUpstream);
  }

  async uploadFile(file: File, thread: ResponsesThread | undefined, context: EngineContext): Promise<FileRecord> {
    const isHosted = thread ? !isKept(thread.id) : (await this.#finder.find()).conversations;
    return (isHosted ? this.#hosted : this.#kept).files.add(file, thread, context);
  }

  readFile(place: Place, context: EngineContext): Promise<FileRecord> {
    return this.#sourceOf(place).read(place, context);
  }

  fileContent(place: Place, context: EngineContext): Promise<FileContent> {
    return this.#sourceOf(place).content(place, context);
  }

  fileText(place: Place, context: EngineContext): Promise<string> {
    return this.#sourceOf(place).text(place, context);
  }

  deleteFile(place: Place, context: EngineContext): Promise<void> {
    return this.#sourceOf(place).delete(place, context);
  }

  /** A thread stays where it was made, whatever is found out later. */
  #servicesOf(threadId: string): Services {
    return isKept(threadId) ? this.#kept : this.#hosted;
  }

  #sourceOf(place: Place): FileSource {
    if (isMadeByFunction(place.id)) return adapterFiles;
    return (isKeptFile(place.id) ? this.#kept : this.#hosted).files.sourceOf(place);
  }

  #mapper({ id }: ResponsesThread, questionId: string, { names }: RunContext): MessageMapper {
    const { isServerFunction, questionOf } = this.#servicesOf(id);
    return new MessageMapper({ names, threadId: id, questionId, isServerFunction, questionOf });
  }

  /** A run that waited, or that died with its process, may have left calls open, which the service would not go on with. */
  async #settle(thread: ResponsesThread, context: KeepContext): Promise<void> {
    const { run } = thread.facts;
    if (!run || run.state === 'over') return;
    const services = this.#servicesOf(thread.id);
    await settle(services, thread.id, run.questionId, context);
    await services.threads.change(thread, (facts) => ({ ...facts, run: { ...run, state: 'over' } }), context);
  }
}
