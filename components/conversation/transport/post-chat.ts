import type { ChatRequest } from '../../../protocol/index.ts';
import type { ConversationParts } from '../messages/exchange.ts';
import { pause } from './retry-delay.ts';
import { TransportError } from './transport-error.ts';
import type { ReplyEvents } from './transport.ts';
import type { OpenTurn } from '../messages/turn.ts';

/** How often a turn that got no answer at all is posted again before the person is told. */
const maxRepeats = 2;

/** Posts a turn. Our adapter knows a turn it has by its id, so a post that got no answer at all is safely repeated. */
export async function postChat(
  { transport, backend, retryDelay }: ConversationParts,
  request: ChatRequest,
  { signal, onSent, onConnection }: OpenTurn,
): Promise<ReplyEvents> {
  onSent(request.id);
  for (let attempt = 0; ; attempt++) {
    try {
      return await transport.chat(request, { signal });
    } catch (error) {
      const hasNoAnswer = error instanceof TransportError && error.code === 'network_error';
      if (!backend.isOurs || !hasNoAnswer || attempt >= maxRepeats) throw error;
      onConnection('reconnecting');
      await pause(retryDelay(attempt), signal);
    }
  }
}
