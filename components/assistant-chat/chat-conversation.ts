import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  Conversation,
  HttpTransport,
  type ConversationChangeEvent,
  type ConversationErrorEvent,
} from '../conversation/index.ts';
import { forwardEvents } from './forward-events.ts';
import { TabDrafts, ThreadMemory } from './thread-memory.ts';

/** What a page says about the conversation it wants. */
export interface ConversationChoice {
  /** The page's own; nothing else counts then. */
  given: Conversation | undefined;
  endpoint: string;
  /** The thread to begin with. */
  threadId: string | null;
  /** Opens the thread of the last visit, and keeps what was typed over a reload. */
  remember: boolean;
}

/**
 * The conversation of a chat: its own, made for an endpoint and let go with the element, or one that the page hands in and keeps.
 * An element that is only moved in the document goes on with the same one.
 */
export class ChatConversation implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #conversation: Conversation | undefined;
  #isOwn = false;
  #chosen: unknown;
  #memory: ThreadMemory | undefined;
  #begin: ((threadId: string | null) => Conversation) | undefined;
  /** The thread of the last visit is being opened. */
  #isRestoring = false;
  #release: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get current(): Conversation | undefined {
    return this.#conversation;
  }

  /** Makes the choice the page's current one; costs nothing where it is so already. */
  choose({ given, endpoint, threadId, remember }: ConversationChoice): void {
    const key = given ?? (endpoint && `${endpoint} ${remember}`);
    if (!key || key === this.#chosen) return;
    this.#chosen = key;
    if (given) this.#replace(given, false);
    else this.#create(new URL(endpoint, document.baseURI).href, threadId, remember);
  }

  hostConnected(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#letGo();
    });
  }

  #create(address: string, threadId: string | null, remember: boolean): void {
    this.#memory = remember ? new ThreadMemory(address) : undefined;
    const lastThread = threadId === null ? (this.#memory?.get() ?? null) : null;
    this.#isRestoring = lastThread !== null;
    this.#begin = (id) =>
      new Conversation({
        transport: new HttpTransport({ endpoint: address }),
        threadId: id,
        ...(remember ? { drafts: new TabDrafts(address) } : {}),
      });
    this.#replace(this.#begin(threadId ?? lastThread), true);
  }

  #replace(conversation: Conversation, isOwn: boolean): void {
    this.#letGo();
    this.#conversation = conversation;
    this.#isOwn = isOwn;
    if (this.#host.isConnected) this.#follow();
  }

  #follow(): void {
    if (!this.#conversation || this.#release) return;
    const conversation = this.#conversation;
    const ended = new AbortController();
    const { signal } = ended;
    if (this.#isOwn) {
      conversation.addEventListener('error', (event) => this.#handleError(event), { signal });
      conversation.addEventListener('thread-change', ({ threadId }) => this.#memory?.set(threadId), { signal });
    }
    const endForwarding = forwardEvents(conversation, this.#host);
    conversation.addEventListener('change', (event) => this.#handleChange(event), { signal });
    this.#release = () => {
      ended.abort();
      endForwarding();
      if (this.#isOwn) conversation.disconnect();
    };
    conversation.connect();
  }

  #handleChange({ what }: ConversationChangeEvent): void {
    if (what.has('messages') && this.#conversation?.messages.length) this.#isRestoring = false;
  }

  /**
   * That the thread of the last visit is gone asks nothing of the person: a new one stands ready. The page does not hear of it
   * either, for the conversation is let go before its error is handed on.
   */
  #handleError(event: ConversationErrorEvent): void {
    if (!this.#isRestoring || event.error.code !== 'thread_not_found' || !this.#begin) return;
    this.#isRestoring = false;
    this.#memory?.set(null);
    this.#replace(this.#begin(null), true);
    this.#host.requestUpdate();
  }

  #letGo(): void {
    this.#release?.();
    this.#release = undefined;
  }
}
