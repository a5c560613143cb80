import type { Conversation, DraftStorage } from '../../components/conversation/index.ts';
import type { UIMessage } from '../../protocol/index.ts';
import type { Act } from './fault.ts';
import { Tab } from './tab.ts';

/** How often a person tries again what has gone wrong before they call it lost. */
export const mostAttempts = 40;
/** How long they wait before, in milliseconds: a thread is taken for some seconds when the process dies that answers in it. */
const patienceMs = 1500;

/** Somebody who asks one thing after the other, and does what people do when something goes wrong. */
export class Person {
  /** Codes of the errors that were shown, in order. */
  readonly errors: string[] = [];
  /** How often an answer was asked for anew, because the one before had visibly failed. */
  regenerations = 0;
  /** The turns that were stopped. */
  readonly stopped = new Set<number>();
  /** Second tabs, and the turn in which each was opened: one that is at rest hears of no other. */
  readonly watchers: { tab: Tab; turn: number }[] = [];
  readonly #endpoint: string;
  readonly #onChange: (conversation: Conversation) => void;
  /** What the browser keeps for the tab over a reload. */
  readonly #session = new Map<string | null, string>();
  #tab: Tab;
  #changeTab: () => void = () => undefined;
  #turn = -1;

  /** @param onChange called whenever something else is to be seen */
  constructor(endpoint: string, onChange: (conversation: Conversation) => void) {
    this.#endpoint = endpoint;
    this.#onChange = onChange;
    this.#tab = this.#open(null);
  }

  get conversation(): Conversation {
    return this.#tab.conversation;
  }

  /** Asks, and comes back when there is an answer, however that had to be brought about. */
  async ask(text: string): Promise<void> {
    this.#turn++;
    void this.conversation.send(text);
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      await this.#rest();
      const { conversation } = this;
      const { error, messages } = conversation;
      if (!error && hasReply(messages, this.#turn)) return;
      if (error) this.errors.push(error.code);
      await new Promise((resolve) => setTimeout(resolve, patienceMs));
      await this.#tryAgain(text);
    }
    throw new Error(`No answer after ${mostAttempts} attempts: ${this.errors.join(', ')}`);
  }

  async act(act: Act): Promise<void> {
    const { threadId, status } = this.conversation;
    if (act === 'stop' && status === 'streaming') {
      this.stopped.add(this.#turn);
      void this.conversation.stop();
    } else if (act === 'reload' && threadId !== null) {
      this.#tab.close();
      this.#tab = this.#open(threadId);
      this.#changeTab();
    } else if (act === 'watch' && threadId !== null) {
      this.watchers.push({ tab: new Tab(this.#endpoint, { threadId }), turn: this.#turn });
    }
  }

  leave(): void {
    for (const tab of [this.#tab, ...this.watchers.map(({ tab: watcher }) => watcher)]) tab.close();
  }

  #open(threadId: string | null): Tab {
    const drafts: DraftStorage = {
      load: (id) => this.#session.get(id) ?? '',
      save: (id, text) => void this.#session.set(id, text),
    };
    const tab = new Tab(this.#endpoint, { threadId, drafts });
    tab.conversation.addEventListener('change', () => this.#onChange(tab.conversation));
    return tab;
  }

  /** Also where the tab changes meanwhile. */
  async #rest(): Promise<void> {
    for (;;) {
      const tab = this.#tab;
      const changed = new Promise<void>((resolve) => (this.#changeTab = resolve));
      await Promise.race([tab.rest(), changed]);
      if (tab === this.#tab) return;
    }
  }

  async #tryAgain(text: string): Promise<void> {
    const { conversation } = this;
    const { error, messages } = conversation;
    const isAsked = questionsIn(messages).length > this.#turn;
    // Nothing is awaited: `#rest` looks at how it goes.
    if (error?.retryable && isAsked && hasReply(messages, this.#turn)) this.regenerations++;
    // What has come back into the box, although the thread has it, is sent as the same message once more.
    if (error?.retryable) void conversation.retry();
    else if (conversation.input === text) void conversation.send();
    else if (isAsked) void conversation.openThread(conversation.threadId ?? '');
    else void conversation.send(conversation.input || text);
  }
}

function questionsIn(messages: readonly UIMessage[]): UIMessage[] {
  return messages.filter(({ role }) => role === 'user');
}

function hasReply(messages: readonly UIMessage[], turn: number): boolean {
  const question = questionsIn(messages)[turn];
  return question !== undefined && messages[messages.indexOf(question) + 1]?.role === 'assistant';
}
