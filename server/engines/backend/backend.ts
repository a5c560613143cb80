import type { Engine } from '../../engine.ts';
import { ResponsesEngine } from '../responses/responses-engine.ts';
import { commonServices } from '../responses/services.ts';
import { instructionsOf } from '../responses/stateless/ask-responses.ts';
import { chatFunctions } from '../responses/stateless/chat/chat-functions.ts';
import { chatMessages } from '../responses/stateless/chat/chat-messages.ts';
import { KeptParts } from '../responses/stateless/kept-parts.ts';
import { lentFunctions } from '../responses/stateless/lent-functions.ts';
import { statelessServices } from '../responses/stateless/stateless-services.ts';
import type { ResponsesThread } from '../responses/thread-keeper.ts';
import { fixedTools } from '../responses/toolbox.ts';
import { readTools } from '../tools/tools.ts';
import { backendEvents } from './backend-events.ts';
import type { BackendOptions } from './options.ts';

/**
 * An assistant that is whatever `answer` asks: a graph, an agent, a service that nothing else here speaks. The adapter keeps
 * threads and files, and hands all that was said to it each time; what comes back is text, calls of functions, and citations.
 * @throws {TypeError} for tools that only a service could run
 */
export function backend({ name, answer, images, pdfs, ...given }: BackendOptions): Engine<ResponsesThread> {
  const tools = readTools(given.tools);
  if (tools.webSearch || tools.imageGeneration || tools.mcp.length > 0)
    throw new TypeError('A backend of your own has no hosted tools: give it functions, or the lent ones.');
  const functions = fixedTools(tools);
  const known = {
    conversations: false,
    responses: false,
    ...(images === undefined ? {} : { images }),
    ...(pdfs === undefined ? {} : { pdfs }),
  };
  const kept = statelessServices(commonServices(tools), {
    ask: async (request, signal) => {
      const { input, given: files, isLast, context } = request;
      const callable = isLast ? [] : [...lentFunctions(tools.lent, files.length > 0), ...functions];
      const pieces = answer({
        messages: chatMessages(input, instructionsOf(request, tools.lent)),
        tools: chatFunctions(callable),
        files,
        owner: context.owner,
        thread: context.thread,
        signal,
      });
      return backendEvents(pieces, files, signal);
    },
    senses: () => known,
    readsFiles: true,
  });
  const finder = { known: { images: true, pdfs: false, ...known }, find: async () => finder.known };
  return new ResponsesEngine({ name, hosted: kept, kept, parts: new KeptParts(kept.files), finder, cites: true });
}
