import type { ChatRequest } from '../../../protocol/index.ts';
import type { ConversationParts } from '../messages/exchange.ts';
import { pause } from './retry-delay.ts';
import { TransportError } from './transport-error.ts';
import type { ReplyEvents } from './transport.ts';
import type { OpenTurn } from '../messages/turn.ts';

/** How often a call that got no answer at all is made again before the person is told. */
const maxRepeats = 2;

/** Posts a turn. Our adapter knows a turn it has by its id, so a post that got no answer at all is safely repeated. */
export async function postChat(parts: ConversationParts, request: ChatRequest, turn: OpenTurn): Promise<ReplyEvents> {
  turn.onSent(request.id);
  const post = () => parts.transport.chat(request, { signal: turn.signal });
  return parts.backend.isOurs ? untilAnswered(parts, turn, post) : post();
}

/** Makes a call that may be made twice, until it is answered, well or not. */
export async function untilAnswered<Answer>(
  { retryDelay }: ConversationParts,
  { signal, onConnection }: OpenTurn,
  call: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!hasNoAnswer(error) || attempt >= maxRepeats) throw error;
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
