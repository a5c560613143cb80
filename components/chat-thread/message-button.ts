import { html, nothing, type TemplateResult } from 'lit';

/** What a person can do with a message. */
export type MessageAct = 'copy' | 'edit' | 'regenerate' | 'good' | 'bad';

export interface MessageButton {
  act: MessageAct;
  messageId: string;
  label: string;
  icon: TemplateResult;
  isPressed?: boolean;
}

/** A small button below a message. The thread listens once for all of them, so that thousands cost no listeners. */
export function messageButton({ act, messageId, label, icon, isPressed }: MessageButton): TemplateResult {
  return html`<button
    slot="actions"
    class="button bare small"
    aria-label=${label}
    title=${label}
    aria-pressed=${isPressed === undefined ? nothing : isPressed ? 'true' : 'false'}
    data-act=${act}
    data-id=${messageId}
  >
    ${icon}
  </button>`;
}

/** Which of these buttons a click has hit. */
export function pressedButton({ target }: Event): { act: MessageAct; messageId: string } | undefined {
  const { act, id } = (target as Element).closest<HTMLElement>('[data-act]')?.dataset ?? {};
  return act && id ? { act: act as MessageAct, messageId: id } : undefined;
}
