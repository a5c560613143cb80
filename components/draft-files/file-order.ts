import type { LitElement, ReactiveController } from 'lit';
import type { ConversationController } from '../conversation/index.ts';

/** How long a finger rests on a file to lift it, in milliseconds: a shorter press is a tap, and one that moves before scrolls. */
const liftDelay = 300;

/** How far a pointer may move and be at rest, in CSS pixels. */
const slack = 6;

interface Press {
  readonly fileId: string;
  readonly pointerId: number;
  readonly isMouse: boolean;
  readonly x: number;
  readonly y: number;
  /** Where the file was, to which it goes back when the drag is given up. */
  readonly from: number;
}

const listened = 'pointerdown pointermove pointerup pointercancel touchmove click keydown dragstart contextmenu'.split(
  ' ',
);

/** Puts the files of the draft in order: dragged by mouse, pen or finger, and by Alt with an arrow key while one has the focus. */
export class FileOrder implements ReactiveController {
  readonly #host: LitElement;
  readonly #chat: ConversationController;
  #press: Press | undefined;
  #lifting: ReturnType<typeof setTimeout> | undefined;
  #dragged: AbortController | undefined;
  #isClickSpent = false;
  #moved: string | undefined;
  /** What had the focus before its file was moved. */
  #focused: HTMLElement | undefined;

  constructor(host: LitElement, chat: ConversationController) {
    this.#host = host;
    this.#chat = chat;
    host.addController(this);
    for (const type of listened) {
      // A click is caught before what it is on; a finger that holds a file must not scroll.
      host.addEventListener(type, this, { capture: type === 'click', passive: false });
    }
  }

  /** The file that is being dragged. */
  get lifted(): string | undefined {
    return this.#dragged && this.#press?.fileId;
  }

  /** The file that was moved last. */
  get moved(): string | undefined {
    return this.#moved;
  }

  /** A node that is moved loses the focus. */
  hostUpdated(): void {
    this.#focused?.focus();
    this.#focused = undefined;
    if (this.lifted) this.#itemOf(this.lifted)?.scrollIntoView({ block: 'nearest' });
  }

  hostDisconnected(): void {
    this.#letGo();
    this.#focused = undefined;
  }

  handleEvent(event: Event): void {
    if (event.type === 'keydown') this.#handleKey(event as KeyboardEvent);
    else if (event.type === 'pointerdown') this.#handlePress(event as PointerEvent);
    else if (event.type === 'pointermove') this.#handleMove(event as PointerEvent);
    else if (event.type === 'pointerup') this.#handleRelease();
    else if (event.type === 'pointercancel') this.#giveUp();
    else if (event.type === 'dragstart') this.#handleNativeDrag(event);
    else if (event.type === 'click') this.#handleClick(event);
    // The menu of a long press, and scrolling.
    else if (this.lifted !== undefined) event.preventDefault();
  }

  #handlePress(event: PointerEvent): void {
    const fileId = fileOf(event);
    this.#letGo();
    if (fileId === undefined || !event.isPrimary || event.button !== 0 || this.#files.length < 2) return;
    const { pointerId, clientX: x, clientY: y } = event;
    const isMouse = event.pointerType === 'mouse';
    this.#press = { fileId, pointerId, isMouse, x, y, from: this.#indexOf(fileId) };
    if (!isMouse) this.#lifting = setTimeout(() => this.#lift(), liftDelay);
  }

  #handleMove({ pointerId, clientX, clientY }: PointerEvent): void {
    const press = this.#press;
    if (press?.pointerId !== pointerId) return;
    if (this.lifted === undefined) {
      if (Math.hypot(clientX - press.x, clientY - press.y) < slack) return;
      if (!press.isMouse) return this.#letGo();
      this.#lift();
    }
    const target = this.#targetAt(clientX, clientY);
    if (target !== undefined) this.#move(press.fileId, target);
  }

  #handleRelease(): void {
    if (this.lifted !== undefined) {
      this.#isClickSpent = true;
      // The click comes with the release, or not at all.
      setTimeout(() => (this.#isClickSpent = false));
    }
    this.#letGo();
  }

  #handleClick(event: Event): void {
    if (!this.#isClickSpent) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Browsers drag a link by themselves, and take the pointer away for that. */
  #handleNativeDrag(event: Event): void {
    if (this.#press) event.preventDefault();
  }

  #handleKey(event: KeyboardEvent): void {
    const step = stepOf(event.key, this.#host.matches(':dir(rtl)'));
    const fileId = fileOf(event);
    if (!event.altKey || step === 0 || fileId === undefined) return;
    event.preventDefault();
    const [focused] = event.composedPath();
    if (this.#move(fileId, this.#indexOf(fileId) + step) && focused instanceof HTMLElement) this.#focused = focused;
  }

  #lift(): void {
    if (!this.#press) return;
    this.#dragged = new AbortController();
    this.#host.setPointerCapture(this.#press.pointerId);
    window.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#giveUp(), {
      signal: this.#dragged.signal,
    });
    this.#host.requestUpdate();
  }

  #giveUp(): void {
    if (this.lifted !== undefined && this.#press) this.#move(this.#press.fileId, this.#press.from);
    this.#letGo();
  }

  #letGo(): void {
    clearTimeout(this.#lifting);
    this.#dragged?.abort();
    this.#press = this.#dragged = undefined;
    this.#host.requestUpdate();
  }

  /** The place of the file under the pointer, once the pointer is past its middle: large and small ones would swap for ever. */
  #targetAt(x: number, y: number): number | undefined {
    const item = this.#host.shadowRoot?.elementFromPoint(x, y)?.closest('li');
    const lifted = this.lifted === undefined ? undefined : this.#itemOf(this.lifted);
    if (!item || !lifted || item === lifted) return undefined;
    const index = this.#indexOf(item.dataset['id']);
    const { left, width, top } = item.getBoundingClientRect();
    const isRightwards = index > this.#indexOf(lifted.dataset['id']) !== item.matches(':dir(rtl)');
    const isPast = isRightwards ? x > left + width / 2 : x < left + width / 2;
    return isPast || top !== lifted.getBoundingClientRect().top ? index : undefined;
  }

  #move(fileId: string, index: number): boolean {
    const before = this.#files;
    this.#chat.conversation?.moveAttachment(fileId, index);
    const isMoved = this.#files !== before;
    if (isMoved) this.#moved = fileId;
    return isMoved;
  }

  get #files() {
    return this.#chat.conversation?.attachments ?? [];
  }

  #indexOf(fileId: string | undefined): number {
    return this.#files.findIndex(({ id }) => id === fileId);
  }

  #itemOf(fileId: string): HTMLElement | undefined {
    const items = this.#host.renderRoot.querySelectorAll<HTMLElement>('li');
    return [...items].find(({ dataset }) => dataset['id'] === fileId);
  }
}

/** The file that an event is about, from inside its item. */
function fileOf(event: Event): string | undefined {
  const item = event.composedPath().find((target) => target instanceof HTMLLIElement);
  return item?.dataset['id'];
}

function stepOf(key: string, isRightToLeft: boolean): -1 | 0 | 1 {
  if (key === 'ArrowUp' || key === (isRightToLeft ? 'ArrowRight' : 'ArrowLeft')) return -1;
  return key === 'ArrowDown' || key === (isRightToLeft ? 'ArrowLeft' : 'ArrowRight') ? 1 : 0;
}
