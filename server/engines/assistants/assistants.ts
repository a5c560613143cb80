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
import { adapterFiles } from '../files/adapter-files.ts';
import { SearchIndex } from '../files/search-index.ts';
import { UploadParts } from '../files/upload-parts.ts';
import { runIdOf } from '../ids/run-id.ts';
import type { FunctionQuestion } from '../parts/question.ts';
import { callFunction, type FunctionAnswer } from '../tools/call-function.ts';
import { callFunctions, sortQuestions } from '../tools/call-functions.ts';
import { isMadeByFunction } from '../tools/keep-files.ts';
import { questionOf } from '../tools/question-of.ts';
import { asksPeople } from '../tools/tools.ts';
import { carryOut, settleQuestions } from '../tools/settle-questions.ts';
import { rejectUpstream } from '../upstream/upstream-error.ts';
import { assistantFinder, readAssistantTools } from './assistant-definition.ts';
import { RunMapper } from './map/run-mapper.ts';
import { deleteMessages, listMessages, runChunks } from './messages.ts';
import type { AssistantsOptions } from './options.ts';
import { questionParams } from './question-message.ts';
import { driveRun } from './run-driver.ts';
import { FollowedRun, LiveRun } from './run-sources.ts';
import type { Services } from './services.ts';
import { isActive, questionIdOf, Threads, type AssistantsThread } from './threads.ts';
import { storeOf, Uploads } from './uploads.ts';

/**
 * An assistant on OpenAI's Assistants API, for the servers that still speak it: OpenAI itself has switched it off on 2026-08-26.
 * Threads, messages and runs are the service's own.
 * @throws {TypeError} for tools that this API does not have
 */
export function assistants(options: AssistantsOptions): Engine<AssistantsThread> {
  return new AssistantsEngine(options);
}

class AssistantsEngine implements Engine<AssistantsThread> {
  readonly name = 'assistants';
  /** The service's stream cannot be read a second time: what is left are steps and messages as wholes. */
  readonly followsLoosely = true;
  readonly capabilities: Engine['capabilities'];
  readonly parts: UploadParts<AssistantsThread>;
  readonly #services: Services;
  readonly #index: SearchIndex;
  readonly #uploads: Uploads;

  constructor(options: AssistantsOptions) {
    const { client } = options;
    const tools = readAssistantTools(options.tools);
    this.#services = {
      client,
      options,
      tools,
      threads: new Threads(client),
      assistantId: assistantFinder(options, tools),
      // A function nobody knows is answered by the server too: the model has made it up.
      isServerFunction: (name) => !tools.functions.has(name) || tools.functions.get(name)?.execute !== undefined,
      questionOf: (call) => questionOf(call, tools.functions),
    };
    this.#index = new SearchIndex(client);
    this.#uploads = new Uploads(this.#services, this.#index);
    this.parts = new UploadParts(client, 'assistants', (...given) => this.#uploads.place(...given));
    this.capabilities = {
      uploads: true,
      resumableUploads: true,
      threads: true,
      resume: true,
      stop: true,
      approvals: asksPeople(tools),
      annotations: true,
      fileSearch: tools.fileSearch !== undefined,
      codeInterpreter: tools.codeInterpreter !== undefined,
      deleteMessages: true,
    };
  }

  createThread(request: ThreadRequest, { signal }: EngineContext): Promise<AssistantsThread> {
    return this.#services.threads.create(request, signal);
  }

  readThread(threadId: string, { signal }: EngineContext): Promise<AssistantsThread> {
    return this.#services.threads.read(threadId, signal);
  }

  async changeThread(
    thread: AssistantsThread,
    request: ThreadRequest,
    { signal }: EngineContext,
  ): Promise<AssistantsThread> {
    await this.#services.threads.rename(thread, request, signal);
    return thread;
  }

  async deleteThread(thread: AssistantsThread, context: EngineContext): Promise<void> {
    const { client, threads } = this.#services;
    const { signal, report, files } = context;
    const storeId = storeOf(thread.resources);
    if (thread.activeRun) await this.cancel(thread).catch(report);
    await threads.delete(thread.id, context);
    // What the thread leaves behind costs money but harms nobody, so a failure is only told.
    if (storeId) await this.#index.delete(storeId, signal).catch(report);
    for (const fileId of thread.resources.code_interpreter?.file_ids ?? []) {
      await files.delete(fileId);
      await client.files.delete(fileId, { signal }).catch(report);
    }
  }

  async addMessage(thread: AssistantsThread, message: NewMessage, { signal }: EngineContext): Promise<string> {
    const { client, tools } = this.#services;
    await this.#free(thread);
    await this.#uploads.join(thread, message.files, signal);
    const fileIds = message.files.map(({ place }) => place.id);
    await this.#index.settled(storeOf(thread.resources), fileIds, signal);
    const params = questionParams(message, tools, (file) => this.#index.takes(file));
    const added = await client.beta.threads.messages
      .create(thread.id, params, { signal, maxRetries: 0 })
      .catch(rejectUpstream);
    return added.id;
  }

  listMessages(
    thread: AssistantsThread,
    query: MessageQuery,
    { names, signal }: EngineContext,
  ): Promise<Page<KeptMessage>> {
    return listMessages(query, { services: this.#services, threadId: thread.id, names, signal });
  }

  deleteMessages(
    thread: AssistantsThread,
    cut: MessageCut,
    { names, signal }: EngineContext,
  ): Promise<string | undefined> {
    return deleteMessages(cut, { services: this.#services, threadId: thread.id, names, signal });
  }

  async *answer(thread: AssistantsThread, questionId: string, context: RunContext): AsyncGenerator<Chunk, void, void> {
    const services = this.#services;
    const threadId = thread.id;
    if (context.signal.aborted) throw new AssistantError('stopped');
    await this.#free(thread);
    const source = new LiveRun({ services, threadId, questionId, context });
    yield* driveRun({ services, threadId, context, source, mapper: this.#mapper(threadId, questionId, context) });
  }

  async *resume(
    thread: AssistantsThread,
    given: readonly ToolAnswer[],
    context: RunContext,
  ): AsyncGenerator<Chunk, void, void> {
    const services = this.#services;
    const { run, id: threadId } = thread;
    if (run?.status !== 'requires_action') throw new AssistantError('not_waiting');
    const questionId = questionIdOf(run) ?? run.id;
    const mapper = this.#mapper(threadId, questionId, context);
    for await (const chunk of runChunks(run, [], mapper, { services, signal: context.signal })) void chunk;
    for (const chunk of mapper.map({ event: 'thread.run.requires_action', data: run })) void chunk;
    const { ours, others } = sortQuestions(mapper.questions, services.isServerFunction);
    const settled = settleQuestions(given, others);
    const call = (question: FunctionQuestion) =>
      callFunction(question, services.tools.functions.get(question.name), context);
    const answers = async function* () {
      for await (const answer of carryOut(settled, call)) yield answer as FunctionAnswer;
      yield* callFunctions(ours, { functions: services.tools.functions, context, round: 1 });
    };
    const answering = { runId: context.names.run(runIdOf(run.id), threadId), answers: answers() };
    const source = new LiveRun({ services, threadId, questionId, context, resumed: run });
    yield* driveRun({ services, threadId, context, source, mapper, answering });
  }

  async *follow(thread: AssistantsThread, runId: string, context: RunContext): AsyncGenerator<Chunk, void, void> {
    const services = this.#services;
    const { run, id: threadId } = thread;
    if (!run || runIdOf(run.id) !== runId) throw new AssistantError('not_found');
    const mapper = this.#mapper(threadId, questionIdOf(run) ?? run.id, context);
    yield* driveRun({
      services,
      threadId,
      context,
      source: new FollowedRun(run, { services, threadId, context }),
      mapper,
    });
  }

  async cancel({ id, run }: AssistantsThread): Promise<void> {
    if (run && isActive(run)) await this.#services.threads.cancel(id, run.id);
  }

  uploadFile(file: File, thread: AssistantsThread | undefined, context: EngineContext): Promise<FileRecord> {
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

  #sourceOf({ id }: Place): Uploads | typeof adapterFiles {
    return isMadeByFunction(id) ? adapterFiles : this.#uploads;
  }

  #mapper(threadId: string, questionId: string, { names }: RunContext): RunMapper {
    const { isServerFunction, questionOf } = this.#services;
    return new RunMapper({ names, threadId, questionId, isServerFunction, questionOf });
  }

  /** A run that waits for somebody holds the thread; it is given up, for the user goes on without it. */
  async #free(thread: AssistantsThread): Promise<void> {
    if (thread.run?.status !== 'requires_action') return;
    await this.cancel(thread);
    Object.assign(thread, { run: null, activeRun: null });
  }
}
