import type { Attachment } from './attachment.ts';
import { createId } from '../create-id.ts';
import type { FileRejection } from './file-rejection.ts';
import { toWireError } from '../transport/transport-error.ts';

export type AttachmentChange = Partial<Pick<Attachment, 'status' | 'sentBytes' | 'ref'>>;

export interface AttachmentListOptions {
  /** Why the file may not join the others, as far as that takes time to find out. */
  inspect: (file: File, others: readonly File[]) => Promise<FileRejection | undefined>;
  /** Brings the file to the assistant and tells how far it is; resolves when it can be sent. */
  upload: (file: File, report: (change: AttachmentChange) => void, signal: AbortSignal) => Promise<void>;
  onChange: () => void;
  onAccepted: (attachment: Attachment) => void;
  onRejected: (rejection: FileRejection) => void;
}

/** The files of one draft, each on its way to the assistant. */
export class AttachmentList {
  readonly #options: AttachmentListOptions;
  #items: readonly Attachment[] = [];
  readonly #uploads = new Map<string, AbortController>();
  readonly #waiting = new Set<() => void>();
  /** One look after the other, so that files leave in the order in which they were added. */
  #inspecting: Promise<unknown> = Promise.resolve();

  constructor(options: AttachmentListOptions) {
    this.#options = options;
  }

  get items(): readonly Attachment[] {
    return this.#items;
  }

  add(file: File): Attachment {
    const attachment: Attachment = { id: createId('file-'), file, status: 'uploading', sentBytes: 0 };
    const others = this.#items.map((item) => item.id);
    this.#set([...this.#items, attachment]);
    void this.#admit(attachment, others);
    return attachment;
  }

  /** Takes the file out, and ends its upload. */
  remove(id: string): Attachment | undefined {
    const attachment = this.#items.find((item) => item.id === id);
    this.#uploads.get(id)?.abort();
    if (attachment) this.#set(this.#items.filter((item) => item !== attachment));
    return attachment;
  }

  /** Puts the file to another place among the others, which its message will have them in. */
  move(id: string, index: number): void {
    const attachment = this.#items.find((item) => item.id === id);
    if (!attachment || index < 0 || index >= this.#items.length) return;
    this.#set(this.#items.filter((item) => item !== attachment).toSpliced(index, 0, attachment));
  }

  retry(id: string): void {
    const attachment = this.#items.find((item) => item.id === id);
    if (attachment?.status !== 'failed') return;
    const { error: _error, ref: _ref, ...kept } = attachment;
    this.#replace({ ...kept, status: 'uploading', sentBytes: 0 });
    void this.#upload(attachment);
  }

  /** Resolves when no file is on its way any more, well or not. */
  async settled(): Promise<void> {
    while (this.#items.some(({ status }) => status === 'uploading' || status === 'processing')) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Empties the list; the files are sent, or come back by `putBack`. */
  take(): readonly Attachment[] {
    const items = this.#items;
    this.#set([]);
    return items;
  }

  putBack(items: readonly Attachment[]): void {
    this.#set([...items, ...this.#items]);
  }

  async #admit(attachment: Attachment, before: readonly string[]): Promise<void> {
    const inspected = this.#inspecting.then(() => {
      // Some of those that were there may not have been taken after all.
      const others = this.#items.filter(({ id }) => before.includes(id)).map(({ file }) => file);
      return this.#options.inspect(attachment.file, others);
    });
    this.#inspecting = inspected;
    const rejection = await inspected;
    if (!this.#items.includes(attachment)) return;
    if (rejection) {
      this.remove(attachment.id);
      this.#options.onRejected(rejection);
      return;
    }
    this.#options.onAccepted(attachment);
    await this.#upload(attachment);
  }

  async #upload({ id, file }: Attachment): Promise<void> {
    const upload = new AbortController();
    this.#uploads.set(id, upload);
    const report = (change: AttachmentChange): void => {
      const current = this.#items.find((item) => item.id === id);
      if (current) this.#replace({ ...current, ...change });
    };
    try {
      await this.#options.upload(file, report, upload.signal);
      report({ status: 'ready', sentBytes: file.size });
    } catch (error) {
      const current = this.#items.find((item) => item.id === id);
      // One that was taken away is not there any more, and nobody minds.
      if (current) this.#replace({ ...current, status: 'failed', error: toWireError(error, 'upload_failed') });
    } finally {
      this.#uploads.delete(id);
    }
  }

  #replace(attachment: Attachment): void {
    this.#set(this.#items.map((item) => (item.id === attachment.id ? attachment : item)));
  }

  #set(items: readonly Attachment[]): void {
    this.#items = items;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
    this.#options.onChange();
  }
}
