import { Component, CUSTOM_ELEMENTS_SCHEMA, signal, viewChild, type ElementRef } from '@angular/core';
import 'assistant-kit';
import type { AssistantChat, AssistantSendEvent } from 'assistant-kit';
import { OwnChat } from './own-chat';

@Component({
  selector: 'app-root',
  imports: [OwnChat],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <header>
      <h1>assistant-kit in Angular</h1>
      <button [ariaPressed]="dark()" (click)="dark.set(!dark())">Dark</button>
      <button [ariaPressed]="feedback()" (click)="feedback.set(!feedback())">Judge replies</button>
      <button (click)="suggestions.set(['What is 6 × 7?'])">Other suggestions</button>
      <button (click)="chat()?.nativeElement?.send('solve 5y = 35')">Ask</button>
      <button (click)="threadId.set(null)">New thread</button>
      <button [ariaPressed]="own()" (click)="own.set(!own())">Draw it myself</button>
    </header>
    <p>
      Thread <output id="thread">{{ threadId() ?? 'none' }}</output
      >, told: <output id="told">{{ told() }}</output>
    </p>
    @if (own()) {
      <own-chat />
    } @else {
      <assistant-chat
        #chat
        endpoint="/api/assistant/chat"
        heading="Ask Angular"
        max-files="3"
        remember
        [theme]="dark() ? 'dark' : 'light'"
        [feedback]="feedback()"
        [suggestions]="suggestions()"
        [threadId]="threadId()"
        (assistant-thread-change)="threadId.set($event.threadId)"
        (assistant-send)="handleSend($event)"
        (assistant-reply-end)="told.set($event.outcome)"
      >
        <em slot="header">in Angular</em>
        <span slot="footer">Answers can be wrong.</span>
      </assistant-chat>
    }
  `,
})
export class App {
  protected readonly chat = viewChild<ElementRef<AssistantChat>>('chat');
  protected readonly dark = signal(false);
  protected readonly feedback = signal(false);
  protected readonly own = signal(false);
  protected readonly suggestions = signal(['Solve 3x + 11 = 14', 'What is 17 % of 2,340?']);
  protected readonly threadId = signal<string | null>(null);
  protected readonly told = signal('nothing yet');

  protected handleSend(event: AssistantSendEvent): void {
    if (!event.text.includes('secret')) return;
    event.preventDefault();
    this.told.set('kept back');
  }
}
