import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Thread } from '../../protocol/index.ts';
import { ConversationController } from '../conversation/index.ts';
import { localeOf } from '../locale-of.ts';
import { StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { relativeTime } from './relative-time.ts';
import { styles } from './thread-menu.styles.ts';

/**
 * The person's threads behind one button: open, begin anew, rename, delete.
 *
 * @fires new-thread - The person has begun a new thread.
 * @csspart trigger - The button.
 * @csspart menu - The list that opens.
 */
export class ThreadMenu extends LitElement {
  static override styles = [tokens, host, controls, styles];

  /** The row in which something other than opening is going on. */
  @state() private busyRow: { id: string; act: 'rename' | 'delete' } | undefined;

  @state() private isOpen = false;

  @query('[popover]') private readonly menu!: HTMLElement;
  @query('[part=trigger]') private readonly trigger!: HTMLElement;

  readonly #words = new StringsController(this);
  readonly #chat = new ConversationController(this, ['threads', 'thread']);

  /** The row whose doing has just ended, to which the focus goes back. */
  #endedRow: string | undefined;

  override updated(changes: Map<string, unknown>): void {
    if (!changes.has('busyRow')) return;
    const next = this.busyRow ? '[data-focus]' : this.#endedRow && `[data-id="${CSS.escape(this.#endedRow)}"], .new`;
    this.#endedRow = undefined;
    const target = next && [...this.menu.querySelectorAll<HTMLElement>(next)].at(-1);
    if (!target) return;
    target.focus();
    if (target instanceof HTMLInputElement) target.select();
  }

  override render(): TemplateResult {
    const { threads, newThread } = this.#words.strings;
    return html`
      <button class="button bare" part="trigger" popovertarget="menu" aria-label=${threads} title=${threads}>
        ${icons.threads}
      </button>
      <div
        id="menu"
        part="menu"
        popover="auto"
        role="dialog"
        aria-label=${threads}
        @toggle=${this.#handleToggle}
        @keydown=${this.#handleKeydown}
      >
        <button class="button quiet new" autofocus @click=${this.#handleNew}>${icons.compose}${newThread}</button>
        ${this.isOpen ? this.#renderList() : nothing}
      </div>
    `;
  }

  #renderList(): TemplateResult {
    const { conversation } = this.#chat;
    const { threadsEmpty, moreThreads } = this.#words.strings;
    const threads = conversation?.threads;
    if (!threads) return html`<p class="empty"><span class="spinner"></span></p>`;
    if (threads.length === 0) return html`<p class="empty">${threadsEmpty}</p>`;
    return html`<ul>
        ${repeat(
          threads,
          ({ id }) => id,
          (thread) => html`<li>${this.#renderRow(thread)}</li>`,
        )}
      </ul>
      ${
        conversation.hasMoreThreads
          ? html`<button class="button quiet more" @click=${this.#handleMore}>${moreThreads}</button>`
          : nothing
      }`;
  }

  #renderRow(thread: Thread): TemplateResult {
    if (this.busyRow?.id !== thread.id) return this.#renderThread(thread);
    return this.busyRow.act === 'rename' ? this.#renderRename(thread) : this.#renderDelete(thread);
  }

  #renderThread({ id, title, updatedAt }: Thread): TemplateResult {
    const { untitledThread, renameThread, deleteThread } = this.#words.strings;
    const name = title || untitledThread;
    const isCurrent = id === this.#chat.conversation?.threadId;
    return html`<button
        class="thread"
        data-id=${id}
        aria-current=${isCurrent ? 'true' : nothing}
        @click=${() => this.#handleOpen(id)}
      >
        <span class="name"><bdi>${name}</bdi></span>
        <time datetime=${new Date(updatedAt).toISOString()}>
          ${relativeTime(updatedAt, Date.now(), localeOf(this))}
        </time>
      </button>
      <button
        class="button bare small"
        aria-label=${renameThread(name)}
        title=${renameThread(name)}
        @click=${() => (this.busyRow = { id, act: 'rename' })}
      >
        ${icons.edit}
      </button>
      <button
        class="button bare small"
        aria-label=${deleteThread(name)}
        title=${deleteThread(name)}
        @click=${() => (this.busyRow = { id, act: 'delete' })}
      >
        ${icons.remove}
      </button>`;
  }

  #renderRename({ title }: Thread): TemplateResult {
    const { threadTitle } = this.#words.strings;
    return html`<form class="rename" @submit=${this.#handleRename}>
      <input
        data-focus
        name="title"
        dir="auto"
        maxlength="200"
        autocomplete="off"
        aria-label=${threadTitle}
        .value=${title ?? ''}
        @focusout=${this.#handleRename}
      />
    </form>`;
  }

  #renderDelete({ id, title }: Thread): TemplateResult {
    const { confirmDelete, delete: remove, cancel, untitledThread } = this.#words.strings;
    return html`<div class="confirm" role="group" aria-label=${title || untitledThread}>
      <span>${confirmDelete}</span>
      <button class="button danger" @click=${() => this.#handleDelete(id)}>${remove}</button>
      <button class="button" data-focus @click=${this.#handleCancel}>${cancel}</button>
    </div>`;
  }

  #handleToggle({ newState }: ToggleEvent): void {
    this.isOpen = newState === 'open';
    this.busyRow = undefined;
    if (this.isOpen) void this.#chat.conversation?.loadThreads();
    else if (this.#hasLostFocus()) this.trigger.focus();
  }

  /** Arrows move between threads; Escape ends what goes on in a row before it closes the list. */
  #handleKeydown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.busyRow) {
      event.preventDefault();
      event.stopPropagation();
      this.#handleCancel();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    const stops = [...this.menu.querySelectorAll<HTMLElement>('.new, .thread, .more')];
    const at = stops.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    stops.at((at + step) % stops.length)?.focus();
  }

  /** Inside shadow roots the browser does not find its way back from a popover to the button that opened it. */
  #hasLostFocus(): boolean {
    const focused = this.shadowRoot?.activeElement ?? null;
    return this.menu.contains(focused) || document.activeElement === document.body;
  }

  #handleNew(): void {
    this.menu.hidePopover();
    this.#chat.conversation?.newThread();
    this.dispatchEvent(new Event('new-thread'));
  }

  #handleOpen(id: string): void {
    this.menu.hidePopover();
    void this.#chat.conversation?.openThread(id);
  }

  #handleMore(): void {
    void this.#chat.conversation?.loadMoreThreads();
  }

  /** Leaving the field keeps the name, as in a file manager; only Escape gives it up. */
  #handleRename(event: Event): void {
    event.preventDefault();
    if (event.type === 'submit') this.#endedRow = this.busyRow?.id;
    const thread = this.#chat.conversation?.threads?.find(({ id }) => id === this.busyRow?.id);
    const title = this.menu.querySelector('input')?.value.trim();
    this.busyRow = undefined;
    if (thread && title && title !== thread.title) void this.#chat.conversation?.renameThread(thread.id, title);
  }

  #handleDelete(id: string): void {
    this.#handleCancel();
    void this.#chat.conversation?.deleteThread(id);
  }

  #handleCancel(): void {
    this.#endedRow = this.busyRow?.id;
    this.busyRow = undefined;
  }
}

if (!customElements.get('thread-menu')) customElements.define('thread-menu', ThreadMenu);

declare global {
  interface HTMLElementTagNameMap {
    'thread-menu': ThreadMenu;
  }
}
