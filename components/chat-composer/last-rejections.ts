import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Conversation, ConversationController, FileRejection } from '../conversation/index.ts';

/** The files the conversation has just refused, so that the composer can say why. A later choice of files clears them. */
export class LastRejections implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #chat: ConversationController;
  #followed: Conversation | undefined;
  #list: readonly FileRejection[] = [];
  /** Files that were refused only after a look into them, which may be after a later choice. */
  #inspected = new WeakSet<File>();
  #isChoosing = false;

  constructor(host: ReactiveControllerHost, chat: ConversationController) {
    this.#host = host;
    this.#chat = chat;
    host.addController(this);
  }

  get list(): readonly FileRejection[] {
    return this.#list;
  }

  clear(): void {
    if (this.#list.length > 0) this.#show([]);
  }

  dismiss(rejections: readonly FileRejection[]): void {
    this.#show(this.#list.filter((other) => !rejections.includes(other)));
  }

  hostUpdate(): void {
    this.#follow(this.#chat.conversation);
  }

  hostDisconnected(): void {
    this.#follow(undefined);
  }

  #follow(conversation: Conversation | undefined): void {
    if (conversation === this.#followed) return;
    this.#followed?.removeEventListener('file-accept', this.#handleAccept);
    this.#followed?.removeEventListener('file-rejected', this.#handleRejected);
    this.#followed = conversation;
    this.#followed?.addEventListener('file-accept', this.#handleAccept);
    this.#followed?.addEventListener('file-rejected', this.#handleRejected);
  }

  #show(list: readonly FileRejection[]): void {
    this.#list = list;
    this.#host.requestUpdate();
  }

  /** All files of one choice are looked at in one go. */
  #beginChoice(): void {
    if (this.#isChoosing) return;
    this.#isChoosing = true;
    queueMicrotask(() => (this.#isChoosing = false));
    this.clear();
  }

  readonly #handleAccept = ({ file }: { file: File }): void => {
    this.#beginChoice();
    this.#inspected.add(file);
  };

  readonly #handleRejected = (rejection: FileRejection): void => {
    if (!this.#inspected.has(rejection.file)) this.#beginChoice();
    this.#show([...this.#list, rejection]);
  };
}
