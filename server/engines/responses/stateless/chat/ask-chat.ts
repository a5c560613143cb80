import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { instructionsOf, rejectAsked, type AskOptions } from '../ask-responses.ts';
import { lentFunctions } from '../lent-functions.ts';
import type { AskServer, ServerRequest } from '../stateless-response.ts';
import { chatEvents } from './chat-events.ts';
import { chatFunctions } from './chat-functions.ts';
import { chatMessages } from './chat-messages.ts';

/** Asks a server that has Chat Completions alone. Of tools it knows functions. */
export function askChat(asking: AskOptions): AskServer {
  return async (request, signal) => {
    const { completions } = asking.client.chat;
    const chunks = await completions.create(paramsOf(request, asking), { signal, maxRetries: 0 }).catch(rejectAsked);
    return chatEvents(chunks);
  };
}

function paramsOf(request: ServerRequest, asking: AskOptions): ChatCompletionCreateParamsStreaming {
  const { input, given, isLast } = request;
  const { options, lent } = asking;
  const { model, reasoning, temperature, maxOutputTokens } = options;
  const tools = chatFunctions([...lentFunctions(lent, given.length > 0), ...asking.tools]);
  return {
    model,
    messages: chatMessages(input, instructionsOf(request, lent, options.instructions)),
    stream: true,
    stream_options: { include_usage: true },
    ...(tools.length > 0 ? { tools } : {}),
    ...(tools.length > 0 && isLast ? { tool_choice: 'none' } : {}),
    ...(reasoning?.effort ? { reasoning_effort: reasoning.effort } : {}),
    ...(temperature === undefined ? {} : { temperature }),
    // The name that came later is not known everywhere.
    ...(maxOutputTokens === undefined ? {} : { max_tokens: maxOutputTokens }),
  };
}
