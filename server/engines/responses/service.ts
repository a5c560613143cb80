import { APIError, type OpenAI } from 'openai';
import { rejectUpstream } from '../upstream/upstream-error.ts';

/** What the service behind the client has, as far as it makes a difference here. */
export interface ServiceAbilities {
  /**
   * It keeps conversations and files, and runs on in the background, as OpenAI's does. Without it the adapter keeps the thread
   * and sends all of it each time.
   */
  conversations: boolean;
  /** It speaks Responses; without it Chat Completions are used. */
  responses: boolean;
  /** Its model looks at pictures; true unless it is said not to. */
  images: boolean;
  /** It reads PDF files that come inside a message; false unless it is said to. */
  pdfs: boolean;
}

/** How long what was found out is taken to be so: a server that is updated may learn something. */
const keepMs = 10 * 60_000;
const patienceMs = 10_000;

export interface FinderOptions {
  client: OpenAI;
  model: string;
  given?: Partial<ServiceAbilities> | undefined;
  /** The time in milliseconds. */
  now?: () => number;
}

/**
 * Finds out what a service has, by requests that it has to refuse: who knows an endpoint says what is wrong with them, and nothing
 * is made or paid for. Asks when somebody first wants to know, and not at all where the host has said it.
 */
export class ServiceFinder {
  readonly #options: FinderOptions;
  readonly #now: () => number;
  #finding: Promise<ServiceAbilities> | undefined;
  #found: ServiceAbilities | undefined;
  #foundAt = 0;

  constructor(options: FinderOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    const { conversations, responses } = this.#given();
    if (conversations !== undefined && (conversations || responses !== undefined)) {
      this.#found = complete({ responses: true, ...this.#given(), conversations });
      this.#foundAt = Number.POSITIVE_INFINITY;
    }
  }

  /** What was found out last, however long ago. */
  get known(): ServiceAbilities | undefined {
    return this.#found;
  }

  /** @throws {AssistantError} when the service cannot be asked; the next call asks again */
  find(): Promise<ServiceAbilities> {
    if (this.#found && this.#now() - this.#foundAt < keepMs) return Promise.resolve(this.#found);
    this.#finding ??= this.#find().finally(() => (this.#finding = undefined));
    return this.#finding;
  }

  async #find(): Promise<ServiceAbilities> {
    const { client, model } = this.#options;
    const given = this.#given();
    const conversations = given.conversations ?? (await hasEndpoint(client, '/conversations', { items: model }));
    const responses =
      given.responses ?? (conversations || (await hasEndpoint(client, '/responses', { model, input: 0 }, [500])));
    this.#found = complete({ ...given, conversations, responses });
    this.#foundAt = this.#now();
    return this.#found;
  }

  #given(): Partial<ServiceAbilities> {
    const { client, given } = this.#options;
    return new URL(client.baseURL).hostname === 'api.openai.com'
      ? { conversations: true, responses: true, pdfs: true, ...given }
      : { ...given };
  }
}

function complete(known: Partial<ServiceAbilities> & Pick<ServiceAbilities, 'conversations' | 'responses'>) {
  return { images: true, pdfs: known.conversations, ...known };
}

/**
 * @param body one that no service can take
 * @param doubtful how a service may stumble over it, where one that has the endpoint can as well be used without
 */
async function hasEndpoint(
  client: OpenAI,
  path: string,
  body: object,
  doubtful: readonly number[] = [],
): Promise<boolean> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const answer = await client.post<{ object?: string } | undefined>(path, { body, signal, maxRetries: 0 });
    // Some answer 200 to whatever they do not know; one that takes anything for a conversation has them.
    return answer?.object === 'conversation';
  } catch (error) {
    const status = error instanceof APIError ? (error.status as number | undefined) : undefined;
    if (status === 400 || status === 422) return true;
    if (status !== undefined && [404, 405, 501, ...doubtful].includes(status)) return false;
    return rejectUpstream(error);
  }
}
