import type OpenAI from 'openai';
import type { ResponseCreateParamsStreaming, Tool } from 'openai/resources/responses/responses';
import type { LentTools } from '../../tools/lent-tools.ts';
import { AssistantError } from '../../../assistant-error.ts';
import { fromUpstream } from '../../upstream/upstream-error.ts';
import type { UpstreamEvent } from '../map/item-mapper.ts';
import type { ResponsesOptions } from '../options.ts';
import { lentFunctions, lentGuidance } from './lent-functions.ts';
import type { AskServer, ServerRequest } from './stateless-response.ts';

export interface AskOptions {
  client: OpenAI;
  options: ResponsesOptions;
  /** Tools that are the same in every request. */
  tools: readonly Tool[];
  lent: LentTools;
}

/** Asks a server by its Responses. Only what is needed goes in: the fewer parameters, the more servers understand. */
export function askResponses(asking: AskOptions): AskServer {
  return (request, signal) =>
    asking.client.responses.create(paramsOf(request, asking), { signal, maxRetries: 0 }).catch(rejectAsked) as Promise<
      AsyncIterable<UpstreamEvent>
    >;
}

/** Where nothing is kept, what is not there is the model or the endpoint: nobody but the host can help. */
export function rejectAsked(error: unknown): never {
  const cause = fromUpstream(error);
  throw cause.code === 'not_found' ? new AssistantError('service_locked_out', { cause: error }) : cause;
}

/** What the model is told beside what was said. */
export function instructionsOf({ context, given }: ServerRequest, lent: LentTools, instructions?: string): string {
  return [instructions, context.instructions, ...lentGuidance(lent, given.length > 0)].filter(Boolean).join('\n\n');
}

function paramsOf(request: ServerRequest, asking: AskOptions): ResponseCreateParamsStreaming {
  const { input, given, isLast } = request;
  const { options, lent } = asking;
  const { model, include, reasoning, text, temperature, maxOutputTokens, serviceTier } = options;
  const instructions = instructionsOf(request, lent, options.instructions);
  const tools = [...lentFunctions(lent, given.length > 0), ...asking.tools];
  return {
    model,
    input,
    stream: true,
    store: false,
    ...(instructions === '' ? {} : { instructions }),
    ...(tools.length > 0 ? { tools } : {}),
    ...(tools.length > 0 && isLast ? { tool_choice: 'none' } : {}),
    ...(include === undefined ? {} : { include }),
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(text === undefined ? {} : { text }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { max_output_tokens: maxOutputTokens }),
    ...(serviceTier === undefined ? {} : { service_tier: serviceTier }),
  };
}
