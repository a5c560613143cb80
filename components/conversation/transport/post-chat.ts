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
      if (!backend.isOurs || !hasNoAnswer(error) || attempt >= maxRepeats) throw error;
      onConnection('reconnecting');
      await pause(retryDelay(attempt), signal);
    }
  }
}

/** Also where somebody on the way has answered for the adapter, as while it is replaced: its own answers have codes of their own. */
function hasNoAnswer(error: unknown): boolean {
  if (!(error instanceof TransportError)) return false;
  const { code, status = 0 } = error;
  return code === 'network_error' || (code === 'http_error' && status > 501 && status < 505);
}
