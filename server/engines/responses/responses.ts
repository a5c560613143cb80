import OpenAI from 'openai';
import type { Engine } from '../../engine.ts';
import { UploadParts } from '../files/upload-parts.ts';
import { readTools } from '../tools/tools.ts';
import { hostedServices } from './hosted/hosted-services.ts';
import type { ResponsesOptions } from './options.ts';
import { ResponsesEngine } from './responses-engine.ts';
import { ServiceFinder } from './service.ts';
import { commonServices } from './services.ts';
import { askResponses } from './stateless/ask-responses.ts';
import { askChat } from './stateless/chat/ask-chat.ts';
import { EitherParts, KeptParts } from './stateless/kept-parts.ts';
import { statelessServices } from './stateless/stateless-services.ts';
import type { ResponsesThread } from './thread-keeper.ts';
import { fixedTools } from './toolbox.ts';

/**
 * An assistant on OpenAI's Responses and Conversations, or on any server that speaks them: threads are conversations, runs are
 * background responses, files live in the Files API, in a vector store per thread and in containers. On a server that keeps
 * nothing the adapter keeps threads and files, and sends all of a thread each time.
 */
export function responses(options: ResponsesOptions): Engine<ResponsesThread> {
  const { model, service, filePurpose = 'user_data' } = options;
  // A key has to be there, whether anybody reads it or not.
  const client = options.client ?? new OpenAI({ baseURL: options.baseURL, apiKey: options.apiKey ?? 'none' });
  const tools = readTools(options.tools);
  const common = commonServices(tools);
  const finder = new ServiceFinder({ client, model, given: service });
  const hosted = hostedServices(client, common, options);
  const asking = { client, options, lent: tools.lent, tools: fixedTools(tools) };
  const ask = { responses: askResponses(asking), chat: askChat(asking) };
  const kept = statelessServices(common, {
    ask: async (request, signal) => ((await finder.find()).responses ? ask.responses : ask.chat)(request, signal),
    senses: () => finder.known ?? {},
  });
  const parts = new EitherParts(
    new UploadParts<ResponsesThread>(client, filePurpose, (...given) => hosted.files.place(...given)),
    new KeptParts(kept.files),
    async () => (await finder.find()).conversations,
  );
  return new ResponsesEngine({ name: 'responses', hosted, kept, parts, finder });
}
