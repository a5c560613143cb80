import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { conversationContext } from './conversation-context.ts';
import type { ConversationChangeEvent, ConversationFacet } from './conversation-events.ts';
import type { Conversation } from './conversation.ts';

/**
 * Gives an element the conversation of the chat around it and renders the element again when one of the named facets changes.
 * Inside a streaming reply that is once per frame for `messages`, so name only what is drawn.
 */
export class ConversationController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #facets: ReadonlySet<ConversationFacet>;
  #conversation: Conversation | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, facets: Iterable<ConversationFacet>) {
    this.#host = host;
    this.#facets = new Set(facets);
    host.addController(this);
    void new ContextConsumer(host, {
      context: conversationContext,
      subscribe: true,
      callback: (conversation) => this.#follow(conversation),
    });
  }

  /** The conversation, or undefined outside a chat. */
  get conversation(): Conversation | undefined {
    return this.#conversation;
  }

  hostDisconnected(): void {
    this.#follow(undefined);
  }

  #follow(conversation: Conversation | undefined): void {
    if (conversation === this.#conversation) return;
    this.#conversation?.removeEventListener('change', this.#handleChange);
    this.#conversation = conversation;
    this.#conversation?.addEventListener('change', this.#handleChange);
    this.#host.requestUpdate();
  }

  readonly #handleChange = ({ what }: ConversationChangeEvent): void => {
    for (const facet of what) {
      if (this.#facets.has(facet)) return this.#host.requestUpdate();
    }
  };
}
