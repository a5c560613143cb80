import type OpenAI from 'openai';
import { HostedFiles } from './hosted-files.ts';
import { ConversationItems } from './conversation-items.ts';
import { createParams } from './create-params.ts';
import { Threads } from './threads.ts';
import type { CommonServices, Services } from '../services.ts';
import type { ResponsesOptions } from '../options.ts';
import { toolbox } from '../toolbox.ts';

/** Threads as conversations of the service, files in its Files API, runs as responses in the background. */
export function hostedServices(client: OpenAI, common: CommonServices, options: ResponsesOptions): Services {
  const { background = true, filePurpose = 'user_data' } = options;
  const tools = toolbox(common.tools);
  const threads = new Threads(client);
  return {
    ...common,
    client,
    threads,
    items: new ConversationItems(client, tools.include),
    files: new HostedFiles({ client, toolbox: tools, threads, filePurpose }),
    isBackground: background,
    keepsPartial: false,
    respond: (round, thread, context, signal) => {
      const params = createParams(options, tools, thread, round, context);
      // The client's own retries would begin a second run.
      return client.responses.create(params, { signal, maxRetries: 0 });
    },
  };
}
