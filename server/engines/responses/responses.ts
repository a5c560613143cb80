import type { Chunk, Page, ThreadRequest, ToolAnswer } from '../../../protocol/index.ts';
import { AssistantError } from '../../assistant-error.ts';
import type {
  Engine,
  EngineContext,
  FileRecord,
  KeptMessage,
  MessageCut,
  MessageQuery,
  NewMessage,
  RunContext,
} from '../../engine.ts';
import type { FileContent } from '../../store.ts';
import type { Place } from '../../access/names.ts';
import { callFunction } from '../tools/call-function.ts';
import { questionOf } from '../tools/question-of.ts';
import { carryOut, settleQuestions } from '../tools/settle-questions.ts';
import { cancelResponse } from './cancel-response.ts';
import { settle } from './clean-up.ts';
import { asMessage, ConversationItems, openQuestions } from './conversation-items.ts';
import { fileSources } from './files.ts';
import { FollowedSource } from './followed-source.ts';
import { LiveSource } from './live-source.ts';
import { MessageMapper } from './map/message-mapper.ts';
import { deleteMessages, listMessages, replyChunks } from './messages.ts';
import type { ResponsesOptions } from './options.ts';
import { questionItems } from './question-items.ts';
import { driveRun } from './run-driver.ts';
import { SearchIndex } from '../files/search-index.ts';
import type { Services } from './services.ts';
import { withRequest } from './thread-facts.ts';
import { runIdOf } from '../ids/run-id.ts';
import type { FunctionQuestion } from '../parts/question.ts';
import { Threads, type ResponsesThread } from './threads.ts';
import { toolbox } from './toolbox.ts';
import { UploadParts } from '../files/upload-parts.ts';
import { Uploads } from './uploads.ts';
import { rejectUpstream } from '../upstream/upstream-error.ts';

/**
 * An assistant on OpenAI's Responses and Conversations, or on any server that speaks them. Threads are conversations, runs are
 * background responses, files live in the Files API, in a vector store per thread and in containers.
 */
export function responses(options: ResponsesOptions): Engine<ResponsesThread> {
  return new ResponsesEngine(options);
}

class ResponsesEngine implements Engine<ResponsesThread> {
  readonly name = 'responses';
  readonly capabilities: Engine['capabilities'];
  readonly parts: UploadParts<ResponsesThread>;
  readonly #services: Services;
  readonly #index: SearchIndex;
  readonly #uploads: Uploads;
  readonly #sourceOf: ReturnType<typeof fileSources>;

  constructor(options: ResponsesOptions) {
    const { client } = options;
    const tools = toolbox(options.tools);
    this.#services = {
      client,
      options,
      toolbox: tools,
      threads: new Threads(client),
      items: new ConversationItems(client, tools.include),
      // A function nobody knows is answered by the server too: the model has made it up.
      isServerFunction: (name) => !tools.functions.has(name) || tools.functions.get(name)?.execute !== undefined,
      questionOf: (call) => questionOf(call, tools.functions),
    };
    this.#index = new SearchIndex(client);
    this.#uploads = new Uploads(this.#services, this.#index);
    this.parts = new UploadParts<ResponsesThread>(client, options.filePurpose ?? 'user_data', (...given) =>
      this.#uploads.place(...given),
    );
    this.#sourceOf = fileSources(this.#services, this.#uploads);
    this.capabilities = {
      uploads: true,
      resumableUploads: true,
      threads: true,
      resume: true,
      stop: true,
      approvals: tools.asksPeople,
      annotations: true,
      fileSearch: tools.fileSearch !== undefined,
      codeInterpreter: tools.codeInterpreter !== undefined,
      deleteMessages: true,
    };
  }

  createThread(request: ThreadRequest, { signal }: EngineContext): Promise<ResponsesThread> {
    return this.#services.threads.create(request, signal);
  }

  readThread(threadId: string, { signal }: EngineContext): Promise<ResponsesThread> {
    return this.#services.threads.read(threadId, signal);
  }

  async changeThread(
    thread: ResponsesThread,
    request: ThreadRequest,
    context: EngineContext,
  ): Promise<ResponsesThread> {
    await this.#services.threads.change(thread, (facts) => withRequest(facts, request), context.signal);
    return thread;
  }

  async deleteThread(thread: ResponsesThread, context: EngineContext): Promise<void> {
    const { client, threads } = this.#services;
    const { signal, report, files } = context;
    const { vectorStoreId, fileIds } = thread.facts;
    if (thread.activeRun) await this.cancel(thread, context).catch(report);
    await threads.delete(thread, signal);
    // What the thread leaves behind costs money but harms nobody, so a failure is only told.
    if (vectorStoreId) await this.#index.delete(vectorStoreId, signal).catch(report);
    for (const fileId of fileIds) {
      await files.delete(fileId);
      await client.files.delete(fileId, { signal }).catch(report);
    }
  }

  async addMessage(thread: ResponsesThread, message: NewMessage, { signal }: EngineContext): Promise<string> {
    const { items } = this.#services;
    await this.#settle(thread, signal);
    await this.#uploads.join(thread, message.files, signal);
    const fileIds = message.files.map(({ place }) => place.id);
    await this.#index.settled(thread.facts.vectorStoreId, fileIds, signal);
    const added = await items.add(thread.id, questionItems(message), signal);
    const question = added.findLast((item) => asMessage(item)?.role === 'user');
    if (!question?.id) throw new AssistantError('service_garbled');
    return question.id;
  }

  listMessages(
    thread: ResponsesThread,
    query: MessageQuery,
    { names, signal }: EngineContext,
  ): Promise<Page<KeptMessage>> {
    const { items, isServerFunction, questionOf } = this.#services;
    return listMessages(items, thread.id, query, { names, signal, isServerFunction, questionOf });
  }

  deleteMessages(thread: ResponsesThread, cut: MessageCut, { signal }: EngineContext): Promise<string | undefined> {
    return deleteMessages(this.#services.items, thread.id, cut, signal);
  }

  async *answer(thread: ResponsesThread, questionId: string, context: RunContext): AsyncGenerator<Chunk, void, void> {
    const services = this.#services;
    if (context.signal.aborted) throw new AssistantError('stopped');
    await this.#settle(thread, context.signal);
    const source = new LiveSource({ services, thread, questionId, context });
    yield* driveRun({
      services,
      thread,
      questionId,
      context,
      source,
      mapper: this.#mapper(thread, questionId, context),
    });
  }

  async *resume(
    thread: ResponsesThread,
    answers: readonly ToolAnswer[],
    context: RunContext,
  ): AsyncGenerator<Chunk, void, void> {
    const services = this.#services;
    const { run } = thread.facts;
    if (run?.state !== 'waiting') throw new AssistantError('not_waiting');
    const { questionId } = run;
    const items = await services.items.after(thread.id, questionId, context.signal);
    const settled = settleQuestions(answers, openQuestions(items, services.questionOf));
    const mapper = this.#mapper(thread, questionId, context);
    for (const chunk of replyChunks(items, mapper)) void chunk;
    const source = new LiveSource({ services, thread, questionId, context, resumed: run });
    const call = (question: FunctionQuestion) =>
      callFunction(question, services.toolbox.functions.get(question.name), context);
    const answering = {
      runId: context.names.run(runIdOf(run.first), thread.id),
      answers: carryOut(settled, call),
    };
    yield* driveRun({ services, thread, questionId, context, source, mapper, answering });
  }

  async *follow(thread: ResponsesThread, runId: string, context: RunContext): AsyncGenerator<Chunk, void, void> {
    const services = this.#services;
    const { run } = thread.facts;
    if (!run || runIdOf(run.first) !== runId || services.options.background === false)
      throw new AssistantError('not_found');
    const { questionId } = run;
    const source = new FollowedSource({ services, thread, run, context });
    yield* driveRun({
      services,
      thread,
      questionId,
      context,
      source,
      mapper: this.#mapper(thread, questionId, context),
    });
  }

  async cancel(thread: ResponsesThread, { signal }: EngineContext): Promise<void> {
    const { run } = thread.facts;
    if (run?.state === 'waiting') await this.#settle(thread, signal);
    else if (run) await cancelResponse(this.#services, run.latest).catch(rejectUpstream);
  }

  uploadFile(file: File, thread: ResponsesThread | undefined, context: EngineContext): Promise<FileRecord> {
    return this.#uploads.add(file, thread, context);
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

  #mapper({ id }: ResponsesThread, questionId: string, { names }: RunContext): MessageMapper {
    const { isServerFunction, questionOf } = this.#services;
    return new MessageMapper({ names, threadId: id, questionId, isServerFunction, questionOf });
  }

  /** A run that waited, or that died with its process, may have left calls open, which the service would not go on with. */
  async #settle(thread: ResponsesThread, signal: AbortSignal): Promise<void> {
    const { run } = thread.facts;
    if (!run || run.state === 'over') return;
    const services = this.#services;
    await settle(services, thread.id, run.questionId, signal);
    await services.threads.change(thread, (facts) => ({ ...facts, run: { ...run, state: 'over' } }), signal);
  }
}
