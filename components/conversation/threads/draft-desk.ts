import type { ThreadRequest, WireLimits } from '../../../protocol/index.ts';
import { AttachmentList, type AttachmentChange } from '../files/attachment-list.ts';
import type { Attachment } from '../files/attachment.ts';
import { FileAcceptedEvent, FileAcceptEvent, FileRejectedEvent } from '../conversation-events.ts';
import { Draft, Drafts, type DraftStorage } from './drafts.ts';
import type { ConversationParts } from '../messages/exchange.ts';
import { checkFile } from '../files/file-limits.ts';
import type { FileRejection } from '../files/file-rejection.ts';
import { inspectFile } from '../files/inspect-file.ts';
import { clientError } from '../transport/transport-error.ts';
import { uploadFile } from '../files/upload-file.ts';
import { UploadSlots } from '../files/upload-slots.ts';

const parallelUploads = 3;

export interface DraftDeskOptions {
  parts: ConversationParts;
  threadId: string | null;
  pageLimits: Partial<WireLimits>;
  storage: DraftStorage | undefined;
  /** The draft on the desk has got a thread, made for its files. */
  onThread: (threadId: string) => void;
}

/** What a person is writing: one draft on the desk, those of other threads in the drawer, and the files of all on their way. */
export class DraftDesk {
  readonly #parts: ConversationParts;
  readonly #storage: DraftStorage | undefined;
  readonly #onThread: (threadId: string) => void;
  readonly #drafts = new Drafts((threadId) => this.#create(threadId));
  readonly #slots = new UploadSlots(parallelUploads);
  #pageLimits: Partial<WireLimits>;
  #current: Draft;

  constructor({ parts, threadId, pageLimits, storage, onThread }: DraftDeskOptions) {
    this.#parts = parts;
    this.#storage = storage;
    this.#onThread = onThread;
    this.#pageLimits = pageLimits;
    this.#current = this.#drafts.get(threadId);
    this.#show(this.#current);
    this.restrict({});
  }

  get current(): Draft {
    return this.#current;
  }

  /** Narrows what holds for messages to come; also called when the backend has told its own limits. */
  restrict(limits: Partial<WireLimits>): void {
    this.#pageLimits = { ...this.#pageLimits, ...limits };
    this.#parts.state.update({ limits: this.#parts.backend.limits(this.#pageLimits) });
  }

  switchTo(threadId: string | null): void {
    this.#drafts.leave(this.#current);
    this.#current = this.#drafts.get(threadId);
    this.#show(this.#current);
  }

  /** The thread of the draft on the desk has got its name. */
  adopt(threadId: string): void {
    this.#drafts.adopt(this.#current, threadId);
  }

  forget(threadId: string): void {
    this.#drafts.remove(threadId);
  }

  attach(files: Iterable<File>): Attachment[] {
    const { state, dispatch } = this.#parts;
    const { attachments } = this.#current;
    const added: Attachment[] = [];
    for (const file of files) {
      const rejection = checkFile(file, attachments.items.length, state.snapshot.limits);
      if (rejection) dispatch(new FileRejectedEvent(rejection));
      else if (!dispatch(new FileAcceptEvent(file))) dispatch(new FileRejectedEvent({ file, reason: 'refused' }));
      else added.push(attachments.add(file));
    }
    return added;
  }

  remove(id: string): void {
    this.#withdraw(this.#current.attachments.remove(id));
  }

  retry(id: string): void {
    const { attachments } = this.#current;
    this.#withdraw(attachments.items.find((item) => item.id === id && item.status === 'failed'));
    attachments.retry(id);
  }

  /** Files that joined the thread and are not sent leave it again; whether that works out is nobody's worry here. */
  #withdraw(attachment: Attachment | undefined): void {
    if (!attachment?.ref) return;
    void this.#parts.transport.deleteFile?.(attachment.ref.id).catch(() => undefined);
  }

  #create(threadId: string | null): Draft {
    const { dispatch } = this.#parts;
    const draft: Draft = new Draft({
      threadId,
      storage: this.#storage,
      onChange: () => this.#show(draft),
      attachments: new AttachmentList({
        inspect: (file, others) => this.#inspect(file, others),
        upload: (file, report, signal) => this.#upload(draft, file, report, signal),
        onChange: () => this.#show(draft),
        onAccepted: (attachment) => dispatch(new FileAcceptedEvent(attachment)),
        onRejected: (rejection) => dispatch(new FileRejectedEvent(rejection)),
      }),
    });
    return draft;
  }

  /** The thread of a draft; one is made where there is none. */
  async threadOf(draft: Draft, request: ThreadRequest = {}): Promise<string | undefined> {
    const { transport, backend } = this.#parts;
    if (draft.threadId !== null || !transport.createThread || !backend.can('threads')) {
      return draft.threadId ?? undefined;
    }
    draft.thread ??= this.#startThread(draft, request);
    try {
      await draft.thread;
    } catch (error) {
      draft.thread = undefined;
      throw error;
    }
    return draft.threadId ?? undefined;
  }

  #show(draft: Draft): void {
    if (draft !== this.#current) return;
    this.#parts.state.update({ input: draft.text, attachments: draft.attachments.items });
  }

  async #inspect(file: File, others: readonly File[]): Promise<FileRejection | undefined> {
    const { backend, state } = this.#parts;
    await backend.load();
    if (backend.isOurs && !backend.can('uploads')) return { file, reason: 'unsupported' };
    return checkFile(file, others.length, state.snapshot.limits) ?? inspectFile(file, others);
  }

  async #upload(
    draft: Draft,
    file: File,
    report: (change: AttachmentChange) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { transport, backend, retryDelay } = this.#parts;
    await backend.load();
    // A backend without uploads gets the bytes inside the message.
    if (backend.isForeign) return;
    if (!backend.isOurs) throw clientError('network_error');
    await this.#slots.run(async () => {
      const threadId = await this.threadOf(draft);
      const inParts = backend.can('resumableUploads');
      await uploadFile(file, { transport, threadId, inParts, report, signal, retryDelay });
    }, signal);
  }

  async #startThread(draft: Draft, request: ThreadRequest): Promise<void> {
    const thread = await this.#parts.transport.createThread?.(request);
    if (!thread || draft.threadId !== null) return;
    if (draft === this.#current) this.#onThread(thread.id);
    else this.#drafts.adopt(draft, thread.id);
  }
}
