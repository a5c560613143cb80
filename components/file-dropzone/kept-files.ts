import { checkFile, type FileLimits } from '../conversation/files/file-limits.ts';
import type { FileRejection } from '../conversation/files/file-rejection.ts';
import { inspectFile } from '../conversation/files/inspect-file.ts';
import { AssistantFileAcceptedEvent, AssistantFileAcceptEvent, AssistantFileRejectedEvent } from '../events.ts';

export interface KeptFilesOptions {
  limits: () => FileLimits;
  /** Called at once: a form may be read before anything is drawn. */
  onChange: () => void;
}

/** The files that a dropzone keeps for its form, and why it did not take the last ones it was given. */
export class KeptFiles {
  readonly #host: HTMLElement;
  readonly #options: KeptFilesOptions;
  #files: readonly File[] = [];
  #rejections: readonly FileRejection[] = [];
  /** One choice of files after the other, or the same file could be taken twice. */
  #keeping: Promise<void> = Promise.resolve();
  /** Counts resets: what was chosen before one, and is still being looked at, is not wanted any more. */
  #resets = 0;

  constructor(host: HTMLElement, options: KeptFilesOptions) {
    this.#host = host;
    this.#options = options;
  }

  get files(): readonly File[] {
    return this.#files;
  }

  get rejections(): readonly FileRejection[] {
    return this.#rejections;
  }

  /** Takes those that may be taken; the host's events tell which. */
  add(files: Iterable<File>): void {
    const chosen = [...files];
    const resets = this.#resets;
    this.#keeping = this.#keeping.then(() => this.#keep(chosen, () => resets === this.#resets));
  }

  remove(file: File): void {
    this.#set(this.#files.filter((other) => other !== file));
  }

  reset(files: readonly File[] = []): void {
    this.#resets++;
    this.#rejections = [];
    this.#set(files);
  }

  /** What a form submits under a name; null where there is nothing. */
  formValue(name: string): FormData | null {
    if (!name || this.#files.length === 0) return null;
    const data = new FormData();
    for (const file of this.#files) data.append(name, file, file.name);
    return data;
  }

  async #keep(files: readonly File[], isWanted: () => boolean): Promise<void> {
    const before = this.#files;
    this.#rejections = [];
    for (const file of files) {
      const rejection = checkFile(file, this.#files.length, this.#options.limits()) ?? (await this.#refusal(file));
      if (!isWanted()) return;
      if (rejection) this.#reject(rejection);
      else {
        this.#set([...this.#files, file]);
        this.#host.dispatchEvent(new AssistantFileAcceptedEvent(file));
      }
    }
    if (this.#files !== before) this.#host.dispatchEvent(new Event('change', { bubbles: true }));
  }

  async #refusal(file: File): Promise<FileRejection | undefined> {
    if (!this.#host.dispatchEvent(new AssistantFileAcceptEvent(file))) return { file, reason: 'refused' };
    return inspectFile(file, this.#files);
  }

  #reject(rejection: FileRejection): void {
    this.#rejections = [...this.#rejections, rejection];
    this.#options.onChange();
    this.#host.dispatchEvent(new AssistantFileRejectedEvent(rejection));
  }

  #set(files: readonly File[]): void {
    this.#files = files;
    this.#options.onChange();
  }
}
