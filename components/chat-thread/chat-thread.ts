import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { UIMessage } from '../../protocol/index.ts';
import '../annotated-message/annotated-message.ts';
import { ConversationController } from '../conversation/index.ts';
import { AssistantFeedbackEvent } from '../events.ts';
import '../file-attachment/file-attachment.ts';
import { StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import { icons } from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { styles } from './chat-thread.styles.ts';
import './copy-button.ts';
import { groupMessages } from './group-messages.ts';
import { isWaiting } from './is-waiting.ts';
import './message-editor.ts';
import type { MessageEditEvent } from './message-editor.ts';
import { messageNote } from './message-note.ts';
import { ReplyAnnouncer } from './reply-announcer.ts';
import { StickToBottom } from './stick-to-bottom.ts';
import { messageText, renderUserMessage } from './user-message.ts';

/**
 * The messages of the conversation around it. Finished messages are never drawn again while a reply grows; the end stays in
 * view unless the person scrolls up; a screen reader hears whole sentences.
 *
 * @fires assistant-feedback - The person judges a reply, with `feedback`.
 * @slot empty - What stands here before the first message.
 * @csspart scroller - What scrolls.
 * @csspart message - A message.
 * @csspart bubble - A person's text.
 * @csspart jump - The button that goes to the end.
 */
export class ChatThread extends LitElement {
  static override styles = [tokens, host, controls, styles];

  /** Offers to judge replies. */
  @property({ type: Boolean }) feedback = false;

  /** The message whose wording is being changed. */
  @state() private editedId: string | undefined;

  /** What the person thought of replies, by message. */
  @state() private ratings: ReadonlyMap<string, 'good' | 'bad'> = new Map();

  @query('.scroller') private readonly scroller!: HTMLElement;
  @query('.content') private readonly content!: HTMLElement;

  readonly #words = new StringsController(this);
  readonly #chat = new ConversationController(this, ['messages', 'status', 'activity', 'thread', 'config']);
  readonly #end = new StickToBottom(this);
  readonly #announcer = new ReplyAnnouncer();
  #groups: readonly (readonly UIMessage[])[] = [];
  #shown: { threadId: string | null; isBusy: boolean } = { threadId: null, isBusy: false };

  /** Goes to the end of the conversation and stays there while it grows. */
  scrollToEnd(behavior: ScrollBehavior = 'instant'): void {
    this.#end.follow(behavior);
  }

  override willUpdate(): void {
    const { conversation } = this.#chat;
    const messages = conversation?.messages ?? [];
    this.#groups = groupMessages(messages, this.#groups);
    this.#announce(messages.at(-1));
    if (this.editedId !== undefined && !messages.some(({ id }) => id === this.editedId)) this.editedId = undefined;
  }

  override firstUpdated(): void {
    this.#end.observe(this.scroller, this.content);
  }

  override updated(): void {
    const shown = { threadId: this.#chat.conversation?.threadId ?? null, isBusy: this.#isBusy };
    // Who sends, or opens a thread, wants to see its end.
    if (shown.threadId !== this.#shown.threadId || (shown.isBusy && !this.#shown.isBusy)) this.#end.follow();
    this.#shown = shown;
  }

  override render(): TemplateResult {
    const { conversation } = this.#chat;
    const { threadLabel, loadEarlier, jumpToLatest } = this.#words.strings;
    const lastGroup = this.#groups.at(-1);
    return html`
      <div class="scroller" part="scroller" role="region" aria-label=${threadLabel} tabindex="0">
        <div class="content ${this.#isBusy ? 'busy' : ''}" role="log" aria-label=${threadLabel} aria-live="off">
          ${
            conversation?.hasEarlier
              ? html`<button class="button earlier" @click=${this.#handleEarlier}>${loadEarlier}</button>`
              : nothing
          }
          ${this.#groups.length === 0 ? html`<slot name="empty"></slot>` : nothing}
          ${repeat(
            this.#groups,
            (group) => group[0]?.id,
            (group) => html`<div class="group">${this.#renderGroup(group, group === lastGroup)}</div>`,
          )}
          ${this.#renderWorking(lastGroup?.at(-1))}
        </div>
      </div>
      <button
        class="button jump"
        part="jump"
        aria-label=${jumpToLatest}
        title=${jumpToLatest}
        ?hidden=${this.#end.isFollowing || this.#groups.length === 0}
        @click=${this.#handleJump}
      >
        ${icons.latest}
      </button>
      <div class="visually-hidden" aria-live="polite" aria-relevant="additions">
        ${repeat(
          this.#announcer.pieces,
          ({ key }) => key,
          ({ text }) => html`<p>${text}</p>`,
        )}
      </div>
    `;
  }

  /** Drawn again only when one of the group's own messages, or what else is drawn with it, is another. */
  #renderGroup(group: readonly UIMessage[], isLast: boolean): unknown {
    const canEdit = this.#chat.conversation?.config?.capabilities.deleteMessages === true;
    const edited = group.some(({ id }) => id === this.editedId) ? this.editedId : undefined;
    const busy = isLast && this.#isBusy;
    return guard([group, isLast, busy, canEdit, edited, this.feedback, this.ratings, this.#words.strings], () =>
      repeat(
        group,
        ({ id }) => id,
        (message, index) =>
          message.role === 'user'
            ? this.#renderUser(message, canEdit, message.id === edited)
            : this.#renderReply(message, isLast && index === group.length - 1, busy),
      ),
    );
  }

  #renderUser(message: UIMessage, canEdit: boolean, isEdited: boolean): TemplateResult {
    const strings = this.#words.strings;
    if (isEdited) {
      return html`<article class="user" part="message" aria-label=${strings.userSaid}>
        <message-editor .text=${messageText(message)} @message-edit=${this.#handleEdited}></message-editor>
      </article>`;
    }
    return html`<article class="user" part="message" aria-label=${strings.userSaid}>
      ${renderUserMessage(message, strings)}
      <div class="actions">
        <copy-button .text=${messageText(message)}></copy-button>
        ${
          canEdit
            ? html`<button
                class="button bare small when-idle"
                aria-label=${strings.editMessage}
                title=${strings.editMessage}
                data-id=${message.id}
                @click=${this.#handleEdit}
              >
                ${icons.edit}
              </button>`
            : nothing
        }
      </div>
    </article>`;
  }

  #renderReply(message: UIMessage, isLast: boolean, isBusy: boolean): TemplateResult | typeof nothing {
    if (message.role !== 'assistant') return nothing;
    const strings = this.#words.strings;
    const isGrowing = isLast && isBusy;
    const note = isGrowing ? undefined : messageNote(message, strings);
    return html`<article class="assistant ${isLast ? 'last' : ''}" part="message" aria-label=${strings.assistantSaid}>
      <annotated-message .message=${message} ?running=${isGrowing}>
        ${isGrowing ? nothing : this.#renderReplyActions(message, isLast)}
        ${note ? html`<span class="note" slot="actions">${note}</span>` : nothing}
      </annotated-message>
    </article>`;
  }

  #renderReplyActions(message: UIMessage, isLast: boolean): TemplateResult {
    const { regenerate, goodReply, badReply } = this.#words.strings;
    const rating = this.ratings.get(message.id);
    const button = (label: string, icon: TemplateResult, handler: (event: Event) => void, isPressed?: boolean) =>
      html`<button
        slot="actions"
        class="button bare small"
        aria-label=${label}
        title=${label}
        aria-pressed=${isPressed === undefined ? nothing : isPressed ? 'true' : 'false'}
        data-id=${message.id}
        @click=${handler}
      >
        ${icon}
      </button>`;
    return html`
      ${isLast ? button(regenerate, icons.retry, this.#handleRegenerate) : nothing}
      ${this.feedback ? button(goodReply, icons.good, this.#handleGood, rating === 'good') : nothing}
      ${this.feedback ? button(badReply, icons.bad, this.#handleBad, rating === 'bad') : nothing}
    `;
  }

  #renderWorking(last: UIMessage | undefined): TemplateResult | typeof nothing {
    if (!this.#isBusy || !isWaiting(last)) return nothing;
    const text = this.#chat.conversation?.activity?.text || this.#words.strings.working;
    return html`<p class="working"><span class="pulse"></span>${text}</p>`;
  }

  get #isBusy(): boolean {
    const status = this.#chat.conversation?.status;
    return status === 'submitted' || status === 'streaming';
  }

  #announce(last: UIMessage | undefined): void {
    const strings = this.#words.strings;
    if (this.#isBusy && !this.#shown.isBusy) this.#announcer.say(strings.working);
    if (last?.role === 'assistant') this.#announcer.follow(last, !this.#isBusy, strings.codeBlockSpoken);
  }

  /** What was in view stays there: the browser anchors the scroll position. */
  #handleEarlier(): void {
    void this.#chat.conversation?.loadEarlier();
  }

  #handleJump(): void {
    this.#end.follow('smooth');
    this.scroller.focus({ preventScroll: true });
  }

  #handleEdit(event: Event): void {
    this.editedId = messageIdOf(event);
  }

  #handleEdited({ text }: MessageEditEvent): void {
    const id = this.editedId;
    this.editedId = undefined;
    if (id !== undefined && text !== null) void this.#chat.conversation?.edit(id, text);
  }

  #handleRegenerate(event: Event): void {
    void this.#chat.conversation?.regenerate(messageIdOf(event));
  }

  #handleGood(event: Event): void {
    this.#rate(messageIdOf(event), 'good');
  }

  #handleBad(event: Event): void {
    this.#rate(messageIdOf(event), 'bad');
  }

  /** The same judgement again takes it back. */
  #rate(id: string | undefined, rating: 'good' | 'bad'): void {
    const message = this.#chat.conversation?.messages.find((other) => other.id === id);
    if (!message) return;
    const ratings = new Map(this.ratings);
    const isTakenBack = ratings.get(message.id) === rating;
    if (isTakenBack) ratings.delete(message.id);
    else ratings.set(message.id, rating);
    this.ratings = ratings;
    this.dispatchEvent(new AssistantFeedbackEvent(message, isTakenBack ? null : rating));
  }
}

function messageIdOf({ currentTarget }: Event): string | undefined {
  return (currentTarget as HTMLElement).dataset['id'];
}

if (!customElements.get('chat-thread')) customElements.define('chat-thread', ChatThread);

declare global {
  interface HTMLElementTagNameMap {
    'chat-thread': ChatThread;
  }
}
