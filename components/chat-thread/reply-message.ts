import { html, nothing, type TemplateResult } from 'lit';
import type { UIMessage } from '../../protocol/index.ts';
import { loadElement } from '../load-element.ts';
import type { ChatStrings } from '../strings.ts';
import * as icons from '../styles/icons.ts';
import { messageButton } from './message-button.ts';
import { messageNote } from './message-note.ts';

export interface ReplyMessage {
  strings: ChatStrings;
  /** In sight or near it. Thousands of buttons and their icons cost on every frame, seen or not. */
  isSeen: boolean;
  /** It can be written anew: the newest, where the backend does that. */
  mayRegenerate: boolean;
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
  const { strings, isSeen, mayRegenerate, isGrowing, feedback, rating } = options;
  const canJudge = feedback && isSeen && !isGrowing;
  const note = isGrowing ? undefined : messageNote(message, strings);
  const button = (act: 'regenerate' | 'good' | 'bad', label: string, icon: TemplateResult) =>
    messageButton({
      act,
      messageId: message.id,
      label,
      icon,
      ...(act === 'regenerate' ? {} : { isPressed: rating === act }),
    });
  return html`<article class="assistant ${isSeen ? '' : 'unseen'}" part="message" aria-label=${strings.assistantSaid}>
    <annotated-message .message=${message} ?running=${isGrowing} ?without-actions=${!isSeen}>
      ${mayRegenerate && !isGrowing ? button('regenerate', strings.regenerate, icons.retry) : nothing}
      ${canJudge ? button('good', strings.goodReply, icons.good) : nothing}
      ${canJudge ? button('bad', strings.badReply, icons.bad) : nothing}
      ${note ? html`<span class="note" slot="actions">${note}</span>` : nothing}
    </annotated-message>
  </article>`;
}
