/** What can make room for a sheet at the end of the page. */
export interface SheetRoom {
  /** Makes room for a sheet of that many CSS pixels; false, and nothing has moved, where too little would be left. */
  take(inlineSize: number): boolean;
  leave(): void;
}

/** A narrower chat is no fun to read, in CSS pixels. */
const leastChat = 320;

/** The room that a chat leaves by moving aside: one in the page by getting narrower, a popup or sidebar as a whole. */
export class SideRoom implements SheetRoom {
  readonly #chat: HTMLElement;

  constructor(chat: HTMLElement) {
    this.#chat = chat;
  }

  take(inlineSize: number): boolean {
    this.leave();
    const panel = this.#panel;
    const box = panel ?? this.#frame;
    if (!box) return false;
    const { left, right, width } = box.getBoundingClientRect();
    const [start, end] = box.matches(':dir(rtl)') ? [innerWidth - right, innerWidth - left] : [left, right];
    const covered = Math.max(0, end - (innerWidth - inlineSize));
    const isEnough = panel ? start >= covered : width - covered >= leastChat;
    if (isEnough) box.style.setProperty(panel ? 'margin-inline-end' : 'padding-inline-end', `${covered}px`);
    return isEnough;
  }

  leave(): void {
    this.#frame?.style.removeProperty('padding-inline-end');
    this.#panel?.style.removeProperty('margin-inline-end');
  }

  get #frame(): HTMLElement | null | undefined {
    return this.#chat.shadowRoot?.querySelector<HTMLElement>('.frame');
  }

  get #panel(): HTMLElement | null | undefined {
    return this.#chat.shadowRoot?.querySelector('chat-panel')?.shadowRoot?.querySelector<HTMLElement>('[part=panel]');
  }
}

/** The chat that an element is part of, through shadow roots. */
export function chatAround(element: Element): HTMLElement | undefined {
  for (let at: Element | undefined = element; at;) {
    const chat: HTMLElement | null = at.closest('assistant-chat');
    if (chat) return chat;
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : undefined;
  }
  return undefined;
}
