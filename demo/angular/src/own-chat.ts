import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
import 'assistant-kit/components/annotated-message.js';
import { messageText } from 'assistant-kit/headless';
import { useConversation } from './use-conversation';

@Component({
  selector: 'own-chat',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <section class="own">
      <ol>
        @for (message of snapshot().messages; track message.id) {
          <li>
            @if (message.role === 'assistant') {
              <annotated-message [message]="message" />
            } @else {
              <strong>{{ messageText(message) }}</strong>
            }
          </li>
        }
      </ol>
      <form (submit)="handleSubmit($event)">
        <input #box [value]="snapshot().input" (input)="conversation.input = box.value" aria-label="Message" />
        <button>Send</button>
        <output>{{ snapshot().status }}</output>
      </form>
    </section>
  `,
})
export class OwnChat {
  private readonly chat = useConversation('/api/assistant/chat');
  protected readonly conversation = this.chat.conversation;
  protected readonly snapshot = this.chat.snapshot;
  protected readonly messageText = messageText;

  protected handleSubmit(event: Event): void {
    event.preventDefault();
    void this.conversation.send();
  }
}
