import type { InputContent, InputContentParam } from 'openai/resources/beta/agents/agents';
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
import type { Place } from '../../access/names.ts';
import type { FileContent } from '../../store.ts';
import { UploadParts } from '../files/upload-parts.ts';
import { questionOf as answeredBy } from '../ids/reply-id.ts';
import { runIdOf } from '../ids/run-id.ts';
import { callFunction } from '../tools/call-function.ts';
import { sortQuestions } from '../tools/call-functions.ts';
import { questionOf } from '../tools/question-of.ts';
import { carryOut, settleQuestions } from '../tools/settle-questions.ts';
import { isMadeByFunction } from '../tools/keep-files.ts';
import { asksPeople } from '../tools/tools.ts';
import { rejectUpstream } from '../upstream/upstream-error.ts';
import { readAgentTools } from './agent-definition.ts';
import { Artifacts } from './artifacts.ts';
import { EnvironmentFiles } from './environment-files.ts';
import { TurnMapper } from './map/turn-mapper.ts';
import { listMessages } from './messages.ts';
import { openTurn } from './opened-turn.ts';
import { OpenedTurns } from './opened-turns.ts';
import type { AgentsOptions } from './options.ts';
import { questionContent } from './question-content.ts';
import type { Services } from './services.ts';
import { withRequest, type SessionFacts } from './session-facts.ts';
import { Sessions, type AgentsThread } from './sessions.ts';
import { driveTurn } from './turn-driver.ts';
import { turnItems } from './turn-events.ts';
import { FollowedTurn, LiveTurn } from './turn-sources.ts';
import { Uploads } from './uploads.ts';

/**
 * An assistant on OpenAI's Agents API, a beta: an agent with an environment of its own in which it runs commands. Threads are
 * sessions, runs are turns; a message is its turn, so it cannot be taken back, and sources cannot be cited.
 * @throws {TypeError} for tools that this API does not have
 * @see https://developers.openai.com/api/docs/guides/agents-api
 */
export function agents(options: AgentsOptions): Engine<AgentsThread> {
  return new AgentsEngine(options);
}

class AgentsEngine implements Engine<AgentsThread> {
  readonly name = 'agents';
  /** The service tells nothing twice: what is left are items as wholes. */
  readonly followsLoosely = true;
  readonly capabilities: Engine['capabilities'];
  readonly parts: UploadParts<AgentsThread>;
  readonly #services: Services;
  readonly #uploads: Uploads;
  readonly #artifacts: Artifacts;
  readonly #environment: EnvironmentFiles;
  readonly #opened = new OpenedTurns();

  constructor(options: AgentsOptions) {
    const { client } = options;
    const tools = readAgentTools(options.tools);
    const setup = {
      client,
      options,
      tools,
      // A function nobody knows is answered by the server too: the model has made it up.
      isServerFunction: (name: string) =>
        !tools.functions.has(name) || tools.functions.get(name)?.execute !== undefined,
      questionOf: (call: Parameters<typeof questionOf>[0]) => questionOf(call, tools.functions),
    };
    this.#services = { ...setup, sessions: new Sessions(setup) };
    this.#uploads = new Uploads(this.#services);
    this.#artifacts = new Artifacts(client);
    this.#environment = new EnvironmentFiles(client, options.environmentPatienceMs);
    this.parts = new UploadParts(client, 'user_data', (id, facts, thread) => this.#uploads.place(id, facts, thread));
    this.capabilities = {
      uploads: true,
      resumableUploads: true,
      threads: true,
      resume: true,
      stop: true,
      // A saved agent may have MCP servers of its own.
      approvals: options.agentId !== undefined || asksPeople(tools),
      annotations: false,
      fileSearch: false,
      codeInterpreter: true,
      deleteMessages: false,
    };
  }

  createThread(request: ThreadRequest, { signal }: EngineContext): Promise<AgentsThread> {
    return this.#services.sessions.create(request, signal);
  }

  readThread(threadId: string, { signal }: EngineContext): Promise<AgentsThread> {
    return this.#services.sessions.read(threadId, signal);
  }

  async changeThread(thread: AgentsThread, request: ThreadRequest, { signal }: EngineContext): Promise<AgentsThread> {
    await this.#services.sessions.change(thread, (facts) => withRequest(facts, request), signal);
    return thread;
  }

  async deleteThread(thread: AgentsThread, { signal, report, files }: EngineContext): Promise<void> {
    const { client, sessions } = this.#services;
    if (thread.activeRun) await sessions.cancel(thread.id).catch(report);
    await client.beta.agents.sessions.delete(thread.id, { signal }).catch(rejectUpstream);
    // What the thread leaves behind costs money but harms nobody, so a failure is only told.
    for (const fileId of thread.facts.fileIds) {
      await files.delete(fileId);
      await client.files.delete(fileId, { signal }).catch(report);
    }
  }

  /** The message begins its turn, which is held until `answer` is called: there is no other place to keep it. */
  async addMessage(thread: AgentsThread, message: NewMessage, context: EngineContext): Promise<string> {
    const { sessions } = this.#services;
    const { signal, files: copies } = context;
    if (thread.activeRun?.status === 'requires_action') await sessions.cancel(thread.id);
    await sessions.bringUpToDate(thread, signal);
    const paths = await this.#bring(thread, message, signal);
    return this.#send(thread, await questionContent(message, paths, copies), signal);
  }

  listMessages(
    thread: AgentsThread,
    query: MessageQuery,
    { names, signal }: EngineContext,
  ): Promise<Page<KeptMessage>> {
    return listMessages(query, { services: this.#services, thread, names, signal });
  }

  /** Nothing can be removed. Only a turn that brought nothing may be asked anew, which hides it. */
  async deleteMessages({ turn }: AgentsThread, { messageId, keepQuestion }: MessageCut): Promise<string | undefined> {
    const wanted = messageId === undefined ? turn?.id : (answeredBy(messageId) ?? messageId);
    const canRetry = keepQuestion && turn?.id === wanted && (turn?.status === 'failed' || turn?.status === 'cancelled');
    // A question that has an answer meanwhile, or others behind it, is as good as gone: it is asked as a new one.
    if (!canRetry) throw new AssistantError(keepQuestion && wanted === messageId ? 'not_found' : 'not_supported');
    return wanted;
  }

  async *answer(thread: AgentsThread, questionId: string, context: RunContext): AsyncGenerator<Chunk, void, void> {
    if (context.instructions !== undefined) {
      context.report(
        new TypeError('An agent takes no instructions for one turn; give them to `agents({ instructions })`.'),
      );
    }
    const turnId = thread.turn?.id === questionId ? await this.#askAgain(thread, context) : questionId;
    const opened = this.#opened.take(turnId);
    const place = { services: this.#services, threadId: thread.id, turnId, context };
    yield* driveTurn({
      ...place,
      source: new LiveTurn(place, opened),
      mapper: this.#mapper(thread.id, turnId, context),
    });
  }

  async *resume(
    { id: threadId, turn, session }: AgentsThread,
    given: readonly ToolAnswer[],
    context: RunContext,
  ): AsyncGenerator<Chunk, void, void> {
    if (!turn || session.status !== 'requires_action') throw new AssistantError('not_waiting');
    const { client, isServerFunction, tools } = this.#services;
    const mapper = this.#mapper(threadId, turn.id, context);
    // What has been told before is told to the mapper alone.
    for (const item of await turnItems(client, turn, context.signal))
      for (const chunk of mapper.mapItem(item)) void chunk;
    for (const chunk of mapper.mapActions(session.required_actions)) void chunk;
    const { others } = sortQuestions(mapper.questions, isServerFunction);
    const settled = settleQuestions(given, others);
    const answers = carryOut(settled, (call) => callFunction(call, tools.functions.get(call.name), context));
    const place = { services: this.#services, threadId, turnId: turn.id, context };
    yield* driveTurn({ ...place, source: new LiveTurn(place), mapper, answers });
  }

  async *follow(
    { id: threadId, turn }: AgentsThread,
    runId: string,
    context: RunContext,
  ): AsyncGenerator<Chunk, void, void> {
    if (!turn || runIdOf(turn.id) !== runId) throw new AssistantError('not_found');
    const place = { services: this.#services, threadId, turnId: turn.id, context };
    yield* driveTurn({ ...place, source: new FollowedTurn(place), mapper: this.#mapper(threadId, turn.id, context) });
  }

  cancel({ id }: AgentsThread): Promise<void> {
    return this.#services.sessions.cancel(id);
  }

  uploadFile(file: File, thread: AgentsThread | undefined, context: EngineContext): Promise<FileRecord> {
    return this.#uploads.add(file, thread, context);
  }

  readFile(place: Place, context: EngineContext): Promise<FileRecord> {
    return this.#sourceOf(place).read(place, context);
  }

  fileContent(place: Place, context: EngineContext): Promise<FileContent> {
    return this.#sourceOf(place).content(place, context);
  }

  fileText(place: Place): Promise<string> {
    return this.#sourceOf(place).text();
  }

  deleteFile(place: Place, context: EngineContext): Promise<void> {
    return this.#sourceOf(place).delete(place, context);
  }

  /** Puts the files of a message into the environment, once they are known to be the thread's. Returns their paths. */
  async #bring(thread: AgentsThread, { files }: NewMessage, signal: AbortSignal): Promise<string[]> {
    const { environment } = thread.session;
    if (files.length === 0 || environment.type === 'none') return [];
    const added = files.map(({ place }) => place.id);
    const withFiles = (facts: SessionFacts) => ({ ...facts, fileIds: [...new Set([...facts.fileIds, ...added])] });
    await this.#services.sessions.change(thread, withFiles, signal);
    return this.#environment.place(environment.id, files, signal);
  }

  /** Begins a turn with a message. Returns its id. */
  async #send(thread: AgentsThread, content: InputContentParam[], signal: AbortSignal): Promise<string> {
    const { client } = this.#services;
    const events = [{ type: 'agent.session.input.message' as const, input: [{ role: 'user' as const, content }] }];
    // With a key the client may try again as it likes: the service takes the message once.
    const params = { events, 'Idempotency-Key': crypto.randomUUID() };
    const opened = await openTurn({
      client,
      sessionId: thread.id,
      before: thread.turn?.id,
      send: () => client.beta.agents.sessions.events.create(thread.id, params, { signal }).catch(rejectUpstream),
      signal,
    });
    this.#opened.keep(opened);
    return opened.turnId;
  }

  /** Asks again what the newest turn was asked, which failed and is told no more. Returns the id of the turn in its place. */
  async #askAgain(thread: AgentsThread, { signal }: RunContext): Promise<string> {
    const { client, sessions } = this.#services;
    const { turn } = thread;
    const asked = turn ? await turnItems(client, turn, signal) : [];
    const content = asked.flatMap((item) => (item.type === 'message' && item.role === 'user' ? item.content : []));
    const said = content.filter((part): part is InputContent => part.type !== 'output_text');
    if (!turn || said.length === 0) throw new AssistantError('not_found');
    const turnId = await this.#send(thread, said, signal);
    await sessions.change(thread, (facts) => ({ ...facts, retried: [...facts.retried, turn.id] }), signal);
    return turnId;
  }

  /** Uploads have ids of the Files API, artifacts others. */
  #sourceOf({ id }: Place): Uploads | Artifacts {
    return /^file[-_]/.test(id) || isMadeByFunction(id) ? this.#uploads : this.#artifacts;
  }

  #mapper(threadId: string, turnId: string, { names }: RunContext): TurnMapper {
    const { isServerFunction, questionOf } = this.#services;
    return new TurnMapper({ names, threadId, turnId, isServerFunction, questionOf });
  }
}
