import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ConversationController } from '../conversation/index.ts';

/** Moves the files of the draft: by dragging one onto another, and by Alt with an arrow key while one has the focus. */
export class AttachmentOrder implements ReactiveController {
  readonly #chat: ConversationController;
  #dragged: string | undefined;
  /** What had the focus before its file was moved. */
  #focused: HTMLElement | undefined;

  constructor(host: ReactiveControllerHost, chat: ConversationController) {
    this.#chat = chat;
    host.addController(this);
  }

  /** A node that is moved loses the focus. */
  hostUpdated(): void {
    this.#focused?.focus();
    this.#focused = undefined;
  }

  hostDisconnected(): void {
    this.#dragged = this.#focused = undefined;
  }

  handleEvent(event: Event): void {
    if (event.type === 'keydown') this.#handleKeydown(event as KeyboardEvent);
    else if (event.type === 'dragstart') this.#handleDragStart(event as DragEvent);
    else if (event.type === 'dragover') this.#handleDragOver(event as DragEvent);
    else if (event.type === 'drop') this.#handleDrop(event as DragEvent);
    else this.#dragged = undefined;
  }

  #handleDragStart(event: DragEvent): void {
    this.#dragged = (event.currentTarget as HTMLElement).dataset['id'];
  }

  /** Only what may be dropped here is waited for: files from elsewhere go on to the chat. */
  #handleDragOver(event: DragEvent): void {
    if (this.#dragged !== undefined) event.preventDefault();
  }

  #handleDrop(event: DragEvent): void {
    const dragged = this.#dragged;
    this.#dragged = undefined;
    const target = this.#indexOf((event.currentTarget as HTMLElement).dataset['id']);
    if (dragged === undefined || target < 0) return;
    event.preventDefault();
    this.#chat.conversation?.moveAttachment(dragged, target);
  }

  #handleKeydown(event: KeyboardEvent): void {
    const item = event.currentTarget as HTMLElement;
    const { conversation } = this.#chat;
    const step = stepOf(event.key, item.matches(':dir(rtl)'));
    const { id } = item.dataset;
    if (!event.altKey || step === 0 || id === undefined || !conversation) return;
    event.preventDefault();
    const before = conversation.attachments;
    conversation.moveAttachment(id, this.#indexOf(id) + step);
    const [focused] = event.composedPath();
    if (conversation.attachments !== before && focused instanceof HTMLElement) this.#focused = focused;
  }

  #indexOf(id: string | undefined): number {
    return this.#chat.conversation?.attachments.findIndex((attachment) => attachment.id === id) ?? -1;
  }
}

function stepOf(key: string, isRightToLeft: boolean): -1 | 0 | 1 {
  if (key === 'ArrowUp' || key === (isRightToLeft ? 'ArrowRight' : 'ArrowLeft')) return -1;
  return key === 'ArrowDown' || key === (isRightToLeft ? 'ArrowLeft' : 'ArrowRight') ? 1 : 0;
}
