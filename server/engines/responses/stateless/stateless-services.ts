import type { ResponsesOptions } from '../options.ts';
import type { ServiceFinder } from '../service.ts';
import type { CommonServices, Services } from '../services.ts';
import { fixedTools } from '../toolbox.ts';
import { askResponses } from './ask-responses.ts';
import { askChat } from './chat/ask-chat.ts';
import { KeptFiles } from './kept-files.ts';
import { KeptItems } from './kept-items.ts';
import { KeptThreads } from './kept-threads.ts';
import { problemWith, type Senses } from './question-content.ts';
import { statelessResponse } from './stateless-response.ts';

/** Threads and files kept by the adapter, for a server that keeps nothing: each response is asked for with all that was said. */
export function statelessServices(common: CommonServices, options: ResponsesOptions, finder: ServiceFinder): Services {
  const { client, tools } = common;
  const { lent } = tools;
  const items = new KeptItems();
  const threads = new KeptThreads(items);
  const senses = (): Senses => {
    const { images = true, pdfs = false } = finder.known ?? {};
    return { images, pdfs, hasSearch: lent.fileSearch !== undefined, hasCode: lent.codeInterpreter !== undefined };
  };
  const asking = { client, options, lent, tools: fixedTools(tools) };
  const ask = { responses: askResponses(asking), chat: askChat(asking) };
  return {
    ...common,
    items,
    threads,
    files: new KeptFiles({
      threads,
      items,
      fileSearch: lent.fileSearch,
      problemWith: (mediaType) => problemWith(mediaType, senses()),
    }),
    isBackground: false,
    keepsPartial: true,
    respond: async (round, thread, context, signal) => {
      const { responses } = await finder.find();
      const askServer = responses ? ask.responses : ask.chat;
      return statelessResponse({ items, lent, senses: senses(), ask: askServer, thread, round, context, signal });
    },
  };
}
