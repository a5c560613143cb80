import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { UIMessage } from '../../protocol/index.ts';
import { ConversationController } from '../conversation/index.ts';
import { messageText } from '../conversation/messages/message-text.ts';
import { CopyController } from '../copy-controller.ts';
import { AssistantFeedbackEvent, type AssistantFileRenewEvent } from '../events.ts';
import { StringsController } from '../strings.ts';
import { controls } from '../styles/controls.styles.ts';
import { host } from '../styles/host.styles.ts';
import * as icons from '../styles/icons.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { styles } from './chat-thread.styles.ts';
import { isWaiting } from './is-waiting.ts';
import { keepGroups } from './keep-groups.ts';
import { loadEditor } from './load-editor.ts';
import type { MessageContext } from './message-context.ts';
import type { MessageEditEvent } from './message-editor.ts';
import { pressedButton } from './message-button.ts';
import { rated, type Rating } from './rated.ts';
import { ReplyAnnouncer } from './reply-announcer.ts';
import { renewFile } from './renew-file.ts';
import { loadReply, renderReplyMessage } from './reply-message.ts';
import { SeenGroups } from './seen-groups.ts';
import { StickToBottom } from './stick-to-bottom.ts';
import { renderUserMessage } from './user-message.ts';

type Group = readonly UIMessage[];

/** The browser skips whole groups that are off screen; on single messages that saves nothing, since each must still be asked. */
const groupSize = 50;

/** Groups are asked on each frame too, so they are grouped once more. */
const chapterSize = 10;

/**
 * The messages of the conversation around it. Finished messages are never drawn again while a reply grows; the end stays in
 * view unless the person scrolls up; a screen reader hears whole sentences.
 *
 * @fires assistant-feedback - The person judges a reply, with `feedback`.
 * @fires assistant-citation-open - The person opens a source; canceling leaves it to the page.
 * @fires assistant-file-open - The person opens a file; canceling leaves it to the page.
 * @fires assistant-file-renew - The person wants a file that is gone to be made again; canceling leaves it to the page.
 * @fires assistant-approve - The person says whether a tool may run.
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

  /** The message whose wording is being changed, and the wording to begin with. */
  @state() private edit: { id: string; text: string } | undefined;

  /** What the person thought of replies, by message. */
  @state() private ratings: ReadonlyMap<string, Rating> = new Map();

  @query('.scroller') private readonly scroller!: HTMLElement;
  @query('.content') private readonly content!: HTMLElement;

  readonly #words = new StringsController(this);
  readonly #chat = new ConversationController(this, ['messages', 'status', 'activity', 'thread', 'config']);
  readonly #end = new StickToBottom(this);
  readonly #copying = new CopyController(this);
  readonly #announcer = new ReplyAnnouncer();
  readonly #seen = new SeenGroups(this);
  #groups: readonly Group[] = [];
  #chapters: readonly (readonly Group[])[] = [];
  /** The message whose wording was left as it is, to whose button the focus goes back. */
  #endedEdit: string | undefined;
  #shown: { threadId: string | null; isBusy: boolean } = { threadId: null, isBusy: false };

  /** Goes to the end of the conversation and stays there while it grows. */
  scrollToEnd(behavior: ScrollBehavior = 'instant'): void {
    this.#end.follow(behavior);
  }

  override willUpdate(): void {
    const { conversation } = this.#chat;
    const messages = conversation?.messages ?? [];
    this.#groups = keepGroups(messages, groupSize, ({ id }) => id, this.#groups);
    this.#chapters = keepGroups(this.#groups, chapterSize, groupKey, this.#chapters);
    this.#announce(messages.at(-1));
    const shown = { threadId: conversation?.threadId ?? null, isBusy: this.#isBusy };
    // Who sends, or opens a thread, wants to see its end.
    if (shown.threadId !== this.#shown.threadId || (shown.isBusy && !this.#shown.isBusy)) this.#end.followLater();
    this.#shown = shown;
    if (this.edit && !messages.some(({ id }) => id === this.edit?.id)) this.edit = undefined;
  }

  override firstUpdated(): void {
    this.#end.observe(this.scroller, this.content);
  }

  override updated(): void {
    loadReply();
    if (this.#endedEdit !== undefined && !this.edit) {
      this.renderRoot
        .querySelector<HTMLElement>(`button[data-act=edit][data-id="${CSS.escape(this.#endedEdit)}"]`)
        ?.focus();
      this.#endedEdit = undefined;
    }
  }

  override render(): TemplateResult {
    const { conversation } = this.#chat;
    const { threadLabel, loadEarlier, jumpToLatest } = this.#words.strings;
    const lastChapter = this.#chapters.at(-1);
    return html`
      <div class="scroller" part="scroller" role="region" aria-label=${threadLabel} tabindex="0">
        <div
          class="content ${this.#isBusy ? 'busy' : ''}"
          role="log"
          aria-label=${threadLabel}
          aria-live="off"
          @click=${this.#handleClick}
          @assistant-file-renew=${this.#handleRenew}
        >
          ${
            conversation?.hasEarlier
              ? html`<button class="button earlier" @click=${this.#handleEarlier}>${loadEarlier}</button>`
              : nothing
          }
          ${this.#groups.length === 0 ? html`<slot name="empty"></slot>` : nothing}
          ${repeat(
            this.#chapters,
            ([first = []]) => groupKey(first),
            (chapter) => html`<div class="chapter">${this.#renderChapter(chapter, chapter === lastChapter)}</div>`,
          )}
          ${this.#renderWorking(conversation?.messages.at(-1))}
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

  /** Drawn again only when one of its own groups, or what else is drawn with them, is another. */
  #renderChapter(chapter: readonly Group[], isLast: boolean): unknown {
    const { deleteMessages } = this.#chat.conversation?.config?.capabilities ?? {};
    const isBusy = isLast && this.#isBusy;
    const shared = [deleteMessages, this.edit, this.feedback, this.ratings, this.#copying.last, this.#words.strings];
    return guard([chapter, isLast, isBusy, this.#seen.keys, ...shared], () =>
      repeat(chapter, groupKey, (group, index) => {
        const isLastGroup = isLast && index === chapter.length - 1;
        const isSeen = isLastGroup || this.#seen.has(groupKey(group));
        return html`<div
          class="group"
          data-key=${groupKey(group)}
          @contentvisibilityautostatechange=${this.#seen.handleChange}
        >
          ${guard([group, isLastGroup, isLastGroup && isBusy, isSeen, ...shared], () =>
            repeat(
              group,
              ({ id }) => id,
              (message, at) => {
                const isLastMessage = isLastGroup && at === group.length - 1;
                return this.#renderMessage(message, {
                  canEdit: deleteMessages === true,
                  canRegenerate: deleteMessages !== false,
                  isSeen,
                  isLast: isLastMessage,
                  isGrowing: isLastMessage && isBusy,
                });
              },
            ),
          )}
        </div>`;
      }),
    );
  }

  #renderMessage(message: UIMessage, context: MessageContext): unknown {
    const { canEdit, canRegenerate, isSeen, isLast, isGrowing } = context;
    const strings = this.#words.strings;
    const { edit } = this;
    if (message.role === 'user' && message.id === edit?.id) {
      loadEditor();
      return html`<article class="user" part="message" aria-label=${strings.userSaid}>
        <message-editor .text=${edit.text} @message-edit=${this.#handleEdited}></message-editor>
      </article>`;
    }
    if (message.role === 'user') {
      return renderUserMessage(message, {
        strings,
        isSeen,
        copyOutcome: this.#copying.outcomeOf(message.id),
        canEdit,
        isUnanswered: isLast && !isGrowing,
      });
    }
    if (message.role !== 'assistant') return nothing;
    const rating = this.ratings.get(message.id);
    const mayRegenerate = isLast && canRegenerate;
    return renderReplyMessage(message, { strings, isSeen, mayRegenerate, isGrowing, feedback: this.feedback, rating });
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
    if (this.#isBusy && !this.#shown.isBusy) this.#announcer.begin(strings.working);
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

  #handleClick(event: Event): void {
    const pressed = pressedButton(event);
    const { conversation } = this.#chat;
    const message = conversation?.messages.find(({ id }) => id === pressed?.messageId);
    if (!pressed || !message) return;
    if (pressed.act === 'copy') void this.#copying.copy(messageText(message), message.id);
    else if (pressed.act === 'edit') this.edit = { id: message.id, text: messageText(message) };
    else if (pressed.act === 'regenerate') void conversation?.regenerate(message.id);
    else this.#rate(message, pressed.act);
  }

  #handleRenew(event: AssistantFileRenewEvent): void {
    renewFile(event, this.#chat.conversation, this.#words.strings.askToRenewFile);
  }

  /** A wording that could not be sent is not lost: it stands in the box again. */
  async #handleEdited({ text }: MessageEditEvent): Promise<void> {
    const { conversation } = this.#chat;
    const id = this.edit?.id;
    this.edit = undefined;
    if (id === undefined || !conversation) return;
    if (text === null) {
      this.#endedEdit = id;
      return;
    }
    await conversation.edit(id, text);
    if (conversation.status === 'error' && conversation.messages.some((message) => message.id === id)) {
      this.edit = { id, text };
    }
  }

  #rate(message: UIMessage, rating: Rating): void {
    this.ratings = rated(this.ratings, message.id, rating);
    this.dispatchEvent(new AssistantFeedbackEvent(message, this.ratings.get(message.id) ?? null));
  }
}

function groupKey([first]: Group): string {
  return first?.id ?? '';
}

if (!customElements.get('chat-thread')) customElements.define('chat-thread', ChatThread);

declare global {
  interface HTMLElementTagNameMap {
    'chat-thread': ChatThread;
  }
}
