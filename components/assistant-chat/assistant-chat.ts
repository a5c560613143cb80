import { ContextProvider } from '@lit/context';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { UIMessage } from '../../protocol/index.ts';
import '../chat-composer/chat-composer.ts';
import type { ChatComposer } from '../chat-composer/chat-composer.ts';
import '../chat-thread/chat-thread.ts';
import {
  conversationContext,
  type Attachment,
  type Conversation,
  type ConversationStatus,
} from '../conversation/index.ts';
import type { AssistantApproveEvent } from '../events.ts';
import '../file-dropzone/file-dropzone.ts';
import { loadElement } from '../load-element.ts';
import { stringsContext, type Strings } from '../strings.ts';
import { host } from '../styles/host.styles.ts';
import { tokens } from '../styles/tokens.styles.ts';
import { styles } from './assistant-chat.styles.ts';
import { ChatConversation } from './chat-conversation.ts';
import './chat-header.ts';
import './chat-notice.ts';
import type { PanelToggleEvent } from './chat-panel.ts';
import './chat-suggestions.ts';
import './chat-welcome.ts';

const limiting = ['accept', 'maxFiles', 'maxFileSize', 'endpoint', 'conversation'] as const;

/**
 * A chat with an assistant: threads, messages, files, composer. Give it an `endpoint`, or a `conversation` of your own.
 *
 * @fires assistant-send - The person sends; canceling keeps the draft.
 * @fires assistant-sent - The assistant has accepted a message.
 * @fires assistant-reply-start - A reply has begun.
 * @fires assistant-reply-end - A reply has ended, well or not.
 * @fires assistant-error - Something has failed.
 * @fires assistant-thread-change - Another thread is open, or a new one has got its id.
 * @fires assistant-file-accept - A file is about to be attached; canceling refuses it.
 * @fires assistant-file-accepted - A file has been taken.
 * @fires assistant-file-rejected - A file has not been taken.
 * @fires assistant-file-open - The person opens a file to look at it; canceling leaves it to the page.
 * @fires assistant-file-renew - The person wants a file that is gone to be made again; canceling leaves it to the page.
 * @fires assistant-tool-call - A function of the page is to run.
 * @fires assistant-approve - The person says whether a tool may run; canceling leaves the answer to the page.
 * @fires assistant-citation-open - The person opens a source; canceling leaves it to the page.
 * @fires assistant-feedback - The person judges a reply, with `feedback`.
 * @slot header - More controls at the end of the header.
 * @slot empty - What stands there before the first message, in place of greeting and suggestions.
 * @slot suggestions - In place of the suggestions only.
 * @slot composer-actions - More controls beside the attach button.
 * @slot footer - A line below the composer.
 * @csspart header - The bar with heading and threads.
 * @csspart heading - The heading.
 * @csspart notice - The backend's remark below the heading.
 * @csspart thread - The messages.
 * @csspart error - What went wrong, in words.
 * @csspart composer - Where the person writes.
 * @csspart launcher - The button of a popup or sidebar.
 * @csspart panel - What it opens.
 */
export class AssistantChat extends LitElement {
  static override styles = [tokens, host, styles];

  /** The exact address of the chat's POST; the other resources are looked for beside it. */
  @property() endpoint = '';

  /** The open thread; null for one that begins with the next message. */
  @property({ attribute: 'thread-id' })
  get threadId(): string | null {
    return this.#chat.current ? this.#chat.current.threadId : this.#wantedThread;
  }

  set threadId(threadId: string | null) {
    const conversation = this.#chat.current;
    this.#wantedThread = threadId;
    if (!conversation || conversation.threadId === threadId) return;
    if (threadId === null) conversation.newThread();
    else void conversation.openThread(threadId);
  }

  /** What the header says. */
  @property() heading = '';

  /** The text of the empty composer. */
  @property() placeholder = '';

  /** Which files can be attached, as in `<input accept>`; what the backend allows holds too. */
  @property() accept = '';

  /** Most files on one message. */
  @property({ type: Number, attribute: 'max-files' }) maxFiles: number | null = null;

  /** Largest file, in bytes. */
  @property({ type: Number, attribute: 'max-file-size' }) maxFileSize: number | null = null;

  /** `auto` follows the person's system. */
  @property({ reflect: true, useDefault: true }) theme: 'auto' | 'light' | 'dark' = 'auto';

  /** `inline` stands where it is put; `popup` and `sidebar` open above the page from a button at its edge. */
  @property({ reflect: true, useDefault: true }) layout: 'inline' | 'popup' | 'sidebar' = 'inline';

  /** Whether a popup or sidebar is open. */
  @property({ type: Boolean, reflect: true }) open = false;

  /** Keeps the thread from visit to visit, and what was typed over a reload, in the browser's storage. */
  @property({ type: Boolean }) remember = false;

  /** Offers to judge replies. */
  @property({ type: Boolean }) feedback = false;

  /** What a person could begin with; a click sends it. */
  @property({ attribute: false }) suggestions: readonly string[] = [];

  /** Words of this chat that differ from the page's. */
  @property({ attribute: false }) strings: Partial<Strings> = {};

  /** The page's own conversation, in place of one for the endpoint. The page keeps it when the element goes. */
  @property({ attribute: false })
  get conversation(): Conversation | undefined {
    return this.#given ?? this.#chat.current;
  }

  set conversation(conversation: Conversation | undefined) {
    this.#given = conversation;
  }

  /** Every message of the thread. Each is immutable: one that is to change is replaced. */
  @property({ attribute: false })
  get messages(): readonly UIMessage[] {
    return this.#chat.current?.messages ?? this.#wantedMessages ?? [];
  }

  set messages(messages: readonly UIMessage[]) {
    if (this.#chat.current) this.#chat.current.messages = messages;
    else this.#wantedMessages = messages;
  }

  @query('chat-composer') private readonly composer!: ChatComposer | null;

  readonly #chat = new ChatConversation(this);
  readonly #conversationProvider = new ContextProvider(this, { context: conversationContext });
  readonly #stringsProvider = new ContextProvider(this, { context: stringsContext });
  #wantedThread: string | null = null;
  #wantedMessages: readonly UIMessage[] | undefined;
  #given: Conversation | undefined;

  constructor() {
    super();
    this.addEventListener('assistant-approve', this.#handleApprove);
  }

  /** How far the conversation is. */
  get status(): ConversationStatus {
    return this.#chat.current?.status ?? 'ready';
  }

  /** Sends a text, by default the draft. Resolves when the reply has ended. */
  async send(text?: string, options?: { files?: Iterable<File> }): Promise<void> {
    await this.#ready().send(text, options);
  }

  /** Ends the reply. */
  async stop(): Promise<void> {
    await this.#chat.current?.stop();
  }

  /** Tries again what failed last. */
  async retry(): Promise<void> {
    await this.#chat.current?.retry();
  }

  /** Adds files to the draft and uploads them. */
  attach(files: Iterable<File>): Attachment[] {
    return this.#ready().attach(files);
  }

  /** Leaves the thread for one that begins with the next message. */
  newThread(): void {
    this.#ready().newThread();
  }

  /** Shows the thread with this id. */
  async openThread(id: string): Promise<void> {
    await this.#ready().openThread(id);
  }

  /** Puts the cursor into the composer. */
  focusComposer(): void {
    this.composer?.focus();
  }

  override willUpdate(changes: PropertyValues<this>): void {
    this.#prepare();
    const conversation = this.#chat.current;
    this.#conversationProvider.setValue(conversation);
    if (changes.has('strings')) this.#stringsProvider.setValue(this.strings);
    if (limiting.some((name) => changes.has(name))) {
      conversation?.restrict({
        ...(this.accept ? { accept: this.accept } : {}),
        ...(this.maxFiles === null ? {} : { maxFiles: this.maxFiles }),
        ...(this.maxFileSize === null ? {} : { maxFileBytes: this.maxFileSize }),
      });
    }
  }

  override render(): TemplateResult {
    const frame = html`<div class="frame">
      <chat-header
        part="header"
        exportparts="heading, notice"
        heading=${this.heading}
        ?closable=${this.layout !== 'inline'}
        @new-thread=${this.focusComposer}
        @close-chat=${this.#handleClose}
      >
        <slot name="header"></slot>
      </chat-header>
      <chat-thread part="thread" exportparts="scroller, message, bubble, jump" ?feedback=${this.feedback}>
        <slot name="empty" slot="empty">
          <chat-welcome>
            <slot name="suggestions">
              <chat-suggestions .texts=${this.suggestions} @assistant-send=${this.focusComposer}></chat-suggestions>
            </slot>
          </chat-welcome>
        </slot>
      </chat-thread>
      <div class="dock">
        <chat-notice exportparts="error" @retry=${this.focusComposer}></chat-notice>
        <chat-composer
          part="composer"
          exportparts="form, input, attach, folder, camera, send"
          placeholder=${this.placeholder}
        >
          <slot name="composer-actions" slot="actions"></slot>
        </chat-composer>
        <slot name="footer"></slot>
      </div>
    </div>`;
    // A dropzone without a conversation would keep files of its own.
    const chat = this.#chat.current ? html`<file-dropzone>${frame}</file-dropzone>` : frame;
    if (this.layout === 'inline') return chat;
    loadElement('chat-panel', () => import('./chat-panel.ts'));
    return html`<chat-panel
      exportparts="launcher, panel"
      layout=${this.layout}
      label=${this.heading}
      ?open=${this.open}
      @panel-toggle=${this.#handlePanel}
    >
      ${chat}
    </chat-panel>`;
  }

  /** Makes the conversation as soon as it is known for what; before the first render, when a page is quicker. */
  #prepare(): void {
    const { endpoint, remember } = this;
    this.#chat.choose({ given: this.#given, endpoint, remember, threadId: this.#wantedThread });
    if (this.#wantedMessages && this.#chat.current) {
      this.#chat.current.messages = this.#wantedMessages;
      this.#wantedMessages = undefined;
    }
  }

  #ready(): Conversation {
    this.#prepare();
    const conversation = this.#chat.current;
    if (!conversation) throw new Error('<assistant-chat> needs an "endpoint" or a "conversation".');
    return conversation;
  }

  /** Who opens the chat wants to write. */
  async #handlePanel({ open }: PanelToggleEvent): Promise<void> {
    this.open = open;
    await this.updateComplete;
    if (open) this.focusComposer();
  }

  #handleClose(): void {
    this.open = false;
  }

  /** The page's listeners stand above this one, so that it waits for what they say. */
  readonly #handleApprove = (event: AssistantApproveEvent): void => {
    queueMicrotask(() => {
      if (event.defaultPrevented) return;
      const { approvalId, approved } = event;
      void this.#chat.current?.addToolOutput({ approvalId, approved });
    });
  };
}

if (!customElements.get('assistant-chat')) customElements.define('assistant-chat', AssistantChat);

declare global {
  interface HTMLElementTagNameMap {
    'assistant-chat': AssistantChat;
  }
}
