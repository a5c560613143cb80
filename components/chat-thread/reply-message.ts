import { html, nothing, type TemplateResult } from 'lit';
import type { UIMessage } from '../../protocol/index.ts';
import { loadElement } from '../load-element.ts';
import type { Strings } from '../strings.ts';
import { icons } from '../styles/icons.ts';
import { messageButton } from './message-button.ts';
import { messageNote } from './message-note.ts';

export interface ReplyMessage {
  strings: Strings;
  isLast: boolean;
  /** More of it is coming. */
  isGrowing: boolean;
  /** Offers to judge it. */
  feedback: boolean;
  rating: 'good' | 'bad' | undefined;
}

/** Brings what draws a reply: with its markdown it is as heavy as all the rest of a chat. */
export function loadReply(): void {
  loadElement('annotated-message', () => import('../annotated-message/annotated-message.ts'));
}

/** What the assistant has said, with what a person can do about it once it is whole. */
export function renderReplyMessage(message: UIMessage, options: ReplyMessage): TemplateResult {
  const { strings, isLast, isGrowing, feedback, rating } = options;
  const note = isGrowing ? undefined : messageNote(message, strings);
  const button = (act: 'regenerate' | 'good' | 'bad', label: string, icon: TemplateResult) =>
    messageButton({
      act,
      messageId: message.id,
      label,
      icon,
      ...(act === 'regenerate' ? {} : { isPressed: rating === act }),
    });
  return html`<article class="assistant" part="message" aria-label=${strings.assistantSaid}>
    <annotated-message .message=${message} ?running=${isGrowing}>
      ${isLast && !isGrowing ? button('regenerate', strings.regenerate, icons.retry) : nothing}
      ${feedback && !isGrowing ? button('good', strings.goodReply, icons.good) : nothing}
      ${feedback && !isGrowing ? button('bad', strings.badReply, icons.bad) : nothing}
      ${note ? html`<span class="note" slot="actions">${note}</span>` : nothing}
    </annotated-message>
  </article>`;
}
