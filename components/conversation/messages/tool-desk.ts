import type { ToolAnswer, UIMessage } from '../../../protocol/index.ts';
import { chatRequest } from '../transport/chat-request.ts';
import { ToolCallEvent, type ReplyOutcome, type ToolCall } from '../conversation-events.ts';
import type { ConversationParts, Exchange } from './exchange.ts';
import { postChat } from '../transport/post-chat.ts';
import { callsToRun, isWaiting, withAnswer } from './tool-answers.ts';
import { toWireError } from '../transport/transport-error.ts';

/** Hands the assistant's calls to the page and the page's answers to the assistant. */
export class ToolDesk {
  readonly #parts: ConversationParts;
  readonly #exchange: Exchange;
  /** Calls the page has been told of, by id. */
  readonly #told = new Set<string>();
  /** What the page has answered and the assistant does not know yet, by message. */
  readonly #answers = new Map<string, ToolAnswer[]>();

  constructor(parts: ConversationParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
  }

  /** A reply has come to rest: tells the page what it has to run, or goes on where that is done already. */
  async settle(message: UIMessage, outcome: ReplyOutcome): Promise<void> {
    if (outcome !== 'requires-action' && outcome !== 'completed') return;
    for (const call of outcome === 'completed' ? [] : callsToRun(message)) {
      if (this.#told.has(call.toolCallId)) continue;
      this.#told.add(call.toolCallId);
      this.#parts.dispatch(new ToolCallEvent(call, (output) => void this.#respond(call, output)));
    }
    await this.#goOn(message.id);
  }

  /** Puts the answer into the message; when nothing waits any more, the assistant gets all answers and writes on. */
  async answer(answer: ToolAnswer): Promise<void> {
    const { state } = this.#parts;
    const message = state.snapshot.messages.findLast((candidate) => withAnswer(candidate, answer) !== candidate);
    if (!message) return;
    this.#answers.set(message.id, [...(this.#answers.get(message.id) ?? []), answer]);
    this.#exchange.changeMessage(message, (current) => withAnswer(current, answer));
    await this.#goOn(message.id);
  }

  async #respond({ toolCallId }: ToolCall, output: unknown): Promise<void> {
    let answer: ToolAnswer;
    try {
      // JSON has no undefined; a tool without output is still an answer.
      answer = { toolCallId, output: (await output) ?? null };
    } catch (error) {
      answer = {
        toolCallId,
        errorText: error instanceof Error ? error.message : toWireError(error, 'tool_failed').message,
      };
    }
    await this.answer(answer);
  }

  async #goOn(messageId: string): Promise<void> {
    const { transport, backend, state, chatId } = this.#parts;
    const { messages } = state.snapshot;
    const message = messages.findLast(({ id }) => id === messageId);
    const outputs = this.#answers.get(messageId);
    if (this.#exchange.isBusy || !message || !outputs || isWaiting(message)) return;
    const runId = message.metadata?.run?.id;
    await this.#exchange.perform({
      continues: message,
      open: (turn) => {
        const id = chatId();
        if (runId === undefined || !transport.toolOutputs) {
          const keepsHistory = backend.isOurs;
          const request = chatRequest({ id, messages, trigger: 'submit-message', messageId, keepsHistory });
          return postChat(this.#parts, request, turn);
        }
        turn.onSent(id);
        return transport.toolOutputs(id, { runId, outputs }, { signal: turn.signal });
      },
      onAccepted: () => this.#answers.delete(messageId),
      tryAgain: () => this.#goOn(messageId),
    });
  }
}
