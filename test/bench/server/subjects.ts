import { createUIMessageStream, createUIMessageStreamResponse } from 'ai';
import type OpenAI from 'openai';
import { assistant, responses } from '../../../server/index.ts';
import { unlimited } from '../../server/support/harness.ts';

export type SubjectName = 'adapter' | 'ai-sdk' | 'bare' | 'pipe';

type Handler = (request: Request) => Response | Promise<Response>;

/** All read the same service by the same client, and speak the same protocol to the page. */
export const subjects: Record<SubjectName, (client: OpenAI) => Handler> = {
  /** All of it: threads, handles, limits, the run in its log. */
  adapter: (client) => {
    const adapters = new Map<string, Handler>();
    return (request) => {
      const model = modelOf(request);
      const handler = adapters.get(model) ?? adapterOf(client, model);
      adapters.set(model, handler);
      return handler(request);
    };
  },

  /** What the AI SDK's own server side does with a stream: it keeps nothing and nothing can be read again. */
  'ai-sdk': (client) => async (request) => {
    const events = await ask(client, request);
    const stream = createUIMessageStream({
      async execute({ writer }) {
        writer.write({ type: 'text-start', id: '0' });
        for await (const event of events) {
          if (event.type === 'response.output_text.delta')
            writer.write({ type: 'text-delta', id: '0', delta: event.delta });
        }
        writer.write({ type: 'text-end', id: '0' });
      },
    });
    return createUIMessageStreamResponse({ stream });
  },

  /** The least that can be done by the official client. */
  bare: (client) => async (request) => {
    const events = await ask(client, request);
    const iterator = events[Symbol.asyncIterator]();
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) {
          controller.enqueue(encoder.encode('data: [DONE]\n\n'));
          controller.close();
          return;
        }
        const chunk =
          value.type === 'response.output_text.delta' ? { type: 'text-delta', id: '0', delta: value.delta } : {};
        controller.enqueue(encoder.encode(`data: ${JSON.stringify(chunk)}\n\n`));
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  },

  /** Bytes that nobody looks at. */
  pipe: (client) => (request) => {
    return client.responses.create({ model: modelOf(request), input: 'Go', stream: true }).asResponse();
  },
};

function adapterOf(client: OpenAI, model: string): Handler {
  const engine = responses({ client, model, service: { conversations: true } });
  const app = assistant({
    engine,
    secret: 'a secret of the benchmark',
    authorize: () => 'ann',
    limits: unlimited,
    onError: () => undefined,
  });
  return (request) => app.fetch(request);
}

function ask(client: OpenAI, request: Request) {
  return client.responses.create({ model: modelOf(request), input: 'Go', stream: true });
}

/** It says how long the answer is, and how fast. */
function modelOf(request: Request): string {
  return request.headers.get('x-model') ?? '';
}
