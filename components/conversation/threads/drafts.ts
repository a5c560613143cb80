import type { AttachmentList } from '../files/attachment-list.ts';
import type { Attachment } from '../files/attachment.ts';

/** Where the texts of drafts are kept, by thread; null is the thread that has not begun. */
export interface DraftStorage {
  load(threadId: string | null): string;
  /** An empty text removes the entry. */
  save(threadId: string | null, text: string): void;
}

/** What was taken out of a draft to be sent. */
export interface Departure {
  /** The id of the message; the same again where the very same message is tried again, so that it is not sent twice. */
  readonly messageId: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

export interface DraftOptions {
  threadId: string | null;
  attachments: AttachmentList;
  storage: DraftStorage | undefined;
  /** The text has changed; the files tell of themselves. */
  onChange: () => void;
}

/** What a person has typed and attached in one thread, and not sent yet. */
export class Draft {
  threadId: string | null;
  readonly attachments: AttachmentList;
  /** The last departure whose fate is not known: the backend may have it. */
  uncertain: Departure | undefined;
  /** The making of the thread that files and message join, once for all of them. */
  thread: Promise<void> | undefined;
  readonly #storage: DraftStorage | undefined;
  readonly #onChange: () => void;
  #text: string;
  /** Under way, the oldest first: a message may still be in flight when the next one is written in another new thread. */
  readonly #departed = new Set<Departure>();

  constructor({ threadId, attachments, storage, onChange }: DraftOptions) {
    this.threadId = threadId;
    this.attachments = attachments;
    this.#storage = storage;
    this.#onChange = onChange;
    this.#text = storage?.load(threadId) ?? '';
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.#save();
    this.#onChange();
  }

  get isEmpty(): boolean {
    return this.#text === '' && this.attachments.items.length === 0 && this.#departed.size === 0;
  }

  /** Empties the draft of what is sent. Until it is settled, the storage keeps the text. */
  depart(messageId: string, text: string): Departure {
    const attachments = this.attachments.take();
    const departure = { messageId: this.#sameAsUncertain(text, attachments) ?? messageId, text, attachments };
    this.#departed.add(departure);
    this.text = text === this.#text ? '' : this.#text;
    return departure;
  }

  /** The assistant has it. */
  arrived(departure: Departure): void {
    this.#departed.delete(departure);
    this.uncertain = undefined;
    this.#save();
  }

  /** The assistant has not got it, or may not have: everything is back, before what was typed meanwhile. */
  comeBack(departure: Departure, isUncertain: boolean): void {
    this.#departed.delete(departure);
    this.uncertain = isUncertain ? departure : undefined;
    this.text = joined(departure.text, this.#text);
    this.attachments.putBack(departure.attachments);
  }

  /** Moves the stored text to another thread's place. */
  moveTo(threadId: string): void {
    this.#storage?.save(this.threadId, '');
    this.threadId = threadId;
    this.#save();
  }

  #save(): void {
    const texts = [...Array.from(this.#departed, ({ text }) => text), this.#text];
    this.#storage?.save(this.threadId, texts.reduce(joined));
  }

  #sameAsUncertain(text: string, attachments: readonly Attachment[]): string | undefined {
    const last = this.uncertain;
    const isSame =
      last?.text === text &&
      last.attachments.length === attachments.length &&
      last.attachments.every(({ id }, at) => id === attachments[at]?.id);
    return isSame ? last.messageId : undefined;
  }
}

/** The drafts of all threads that were open. */
export class Drafts {
  readonly #drafts = new Map<string | null, Draft>();
  readonly #create: (threadId: string | null) => Draft;

  constructor(create: (threadId: string | null) => Draft) {
    this.#create = create;
  }

  get(threadId: string | null): Draft {
    const draft = this.#drafts.get(threadId) ?? this.#create(threadId);
    this.#drafts.set(threadId, draft);
    return draft;
  }

  /** The thread a draft was begun for has got its id. */
  adopt(draft: Draft, threadId: string): void {
    if (this.#drafts.get(draft.threadId) === draft) this.#drafts.delete(draft.threadId);
    draft.moveTo(threadId);
    this.#drafts.set(threadId, draft);
  }

  /** Forgets a draft that holds nothing. */
  leave(draft: Draft): void {
    if (draft.isEmpty && this.#drafts.get(draft.threadId) === draft) this.#drafts.delete(draft.threadId);
  }

  /** The thread is gone, and its draft with it. */
  remove(threadId: string): void {
    const draft = this.#drafts.get(threadId);
    if (!draft) return;
    for (const { id } of draft.attachments.items) draft.attachments.remove(id);
    draft.text = '';
    this.#drafts.delete(threadId);
  }
}

/** Keeps the texts of drafts for as long as the tab is open; `name` tells the chats of one origin apart. */
export function sessionDrafts(name: string): DraftStorage {
  const key = (threadId: string | null): string => `assistant-kit/draft/${name}/${threadId ?? ''}`;
  return {
    load: (threadId) => attempt(() => sessionStorage.getItem(key(threadId))) ?? '',
    save: (threadId, text) =>
      void attempt(() =>
        text === '' ? sessionStorage.removeItem(key(threadId)) : sessionStorage.setItem(key(threadId), text),
      ),
  };
}

/** Storage may be forbidden or full; a draft is then kept in memory alone. */
function attempt<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}

function joined(first: string, second: string): string {
  return first && second ? `${first}\n\n${second}` : first || second;
}
