import { html, nothing, type TemplateResult } from 'lit';
import { isFileDataPart, type FilePart, type MessagePart, type UIMessage } from '../../protocol/index.ts';
import { messageText } from '../conversation/messages/message-text.ts';
import { copyIcon, copyStatus, type CopyOutcome } from '../copy-controller.ts';
import type { AttachedFile } from '../file-attachment/attached-file.ts';
import { loadFileAttachment } from '../file-attachment/load-file-attachment.ts';
import type { ChatStrings } from '../strings.ts';
import * as icons from '../styles/icons.ts';
import { messageButton } from './message-button.ts';

export interface UserMessage {
  strings: ChatStrings;
  /** In sight or near it. Thousands of buttons and their icons cost on every frame, seen or not. */
  isSeen: boolean;
  /** How it went when it was copied just now. */
  copyOutcome: CopyOutcome;
  /** Offers to change its wording. */
  canEdit: boolean;
  /** Nothing came of it, and nothing is coming. */
  isUnanswered: boolean;
}

/** What a person has written: plain text, as it was typed, and the files they sent with it. */
export function renderUserMessage(
  message: UIMessage,
  { strings, isSeen, copyOutcome, canEdit, isUnanswered }: UserMessage,
): TemplateResult {
  const text = messageText(message);
  const files = message.parts.map((part) => attachedFile(part, strings)).filter((file) => file !== undefined);
  if (files.length > 0) loadFileAttachment();
  return html`<article class="user" part="message" aria-label=${strings.userSaid}>
    ${
      files.length > 0
        ? html`<ul class="files" aria-label=${strings.attachedFiles}>
            ${files.map((file) => html`<li><file-attachment .file=${file}>${file.filename}</file-attachment></li>`)}
          </ul>`
        : nothing
    }
    ${text ? html`<div class="bubble" part="bubble" dir="auto">${text}</div>` : nothing}
    <div class="actions">
      ${
        text && isSeen
          ? html`${messageButton({
              act: 'copy',
              messageId: message.id,
              label: strings.copyMessage,
              icon: copyIcon(copyOutcome),
            })}
            ${copyStatus(copyOutcome, strings)}`
          : nothing
      }
      ${
        canEdit && isSeen
          ? messageButton({ act: 'edit', messageId: message.id, label: strings.editMessage, icon: icons.edit })
          : nothing
      }
    </div>
    ${
      isUnanswered
        ? html`<p class="unanswered">
            ${strings.unanswered}
            <button class="button" data-act="regenerate" data-id=${message.id}>${strings.answerMessage}</button>
          </p>`
        : nothing
    }
  </article>`;
}

function attachedFile(part: MessagePart, strings: ChatStrings): AttachedFile | undefined {
  if (isFileDataPart(part)) return part.data;
  if (part.type !== 'file') return undefined;
  const { filename, mediaType, url, providerMetadata } = part as FilePart;
  const { filename: told, bytes } = providerMetadata?.['kit'] ?? {};
  const name = filename ?? told;
  return {
    filename: typeof name === 'string' && name ? name : strings.file,
    mediaType,
    url,
    ...(typeof bytes === 'number' ? { bytes } : {}),
  };
}
