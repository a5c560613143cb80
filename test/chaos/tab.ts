import { Conversation, HttpTransport, type DraftStorage } from '../../components/conversation/index.ts';
import { patience } from './adapter.ts';

/** A page with a chat in it. */
export class Tab {
  readonly conversation: Conversation;
  readonly #closing = new AbortController();

  constructor(endpoint: string, { threadId = null, drafts }: { threadId?: string | null; drafts?: DraftStorage } = {}) {
    const transport = new HttpTransport({
      endpoint,
      idleMs: patience.pageIdleMs,
      fetch: (input, init) => {
        const signals = [this.#closing.signal, ...(init?.signal ? [init.signal] : [])];
        return fetch(input, { ...init, signal: AbortSignal.any(signals) });
      },
    });
    this.conversation = new Conversation({
      transport,
      threadId,
      retryDelay: (attempt) => 2 * 2 ** attempt,
      ...(drafts ? { drafts } : {}),
    });
    this.conversation.addEventListener('tool-call', (event) => event.respondWith({ weather: 'rain' }));
    this.conversation.connect();
  }

  /** As when the page is closed or loaded anew: its connections are gone, and nobody says anything. */
  close(): void {
    this.conversation.disconnect();
    this.#closing.abort();
  }

  /** Resolves when nothing is under way any more, here or in a function of the page. */
  async rest(): Promise<void> {
    for (;;) {
      await this.when(isAtRest);
      // Between two acts nothing is under way either, but not for long.
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (isAtRest(this.conversation)) return;
    }
  }

  /** Resolves when the conversation is so. */
  when(isSo: (conversation: Conversation) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isSo(this.conversation)) return;
        this.conversation.removeEventListener('change', look);
        resolve();
      };
      this.conversation.addEventListener('change', look);
      look();
    });
  }
}

function isAtRest({ status, activity, messages, threadId }: Conversation): boolean {
  // A page that has just been opened has not begun to load yet.
  if (threadId !== null && messages.length === 0 && status === 'ready') return false;
  const waits = messages.at(-1)?.metadata?.run?.status === 'requires_action';
  return status === 'error' || (status === 'ready' && activity === null && !waits);
}
