// A server that keeps nothing and answers one request after the other as a test has it, by Responses or by Chat Completions.
import OpenAI from 'openai';
import { itemEvents, type FakeEvent, type Item } from './response-events.ts';

export interface Asked {
  model?: string;
  input?: Item[];
  messages?: { role: string; content?: unknown; tool_calls?: { id: string; function: { name: string } }[] }[];
  instructions?: string;
  tools?: Record<string, unknown>[];
  [key: string]: unknown;
}

/** What the server says: items, events or chunks of its own, a wait, a broken connection. Without an end it is `completed`. */
export type Said =
  | { item: Item }
  | { event: FakeEvent }
  | { chunk: object }
  | { wait: Promise<unknown> }
  | { cut: true }
  | { end: FakeEvent };

export type Script = (asked: Asked, count: number) => readonly Said[] | Response;

export class StatelessServer {
  readonly client: OpenAI;
  /** What it was asked, the attempts to find out what it has left out. */
  readonly asked: Asked[] = [];
  readonly paths: string[] = [];
  script: Script;

  /** @param endpoints it has, all others are 404 */
  constructor(script: Script, endpoints: readonly string[] = ['/responses', '/chat/completions']) {
    this.script = script;
    this.client = new OpenAI({
      apiKey: 'none',
      baseURL: 'http://localhost:11434/v1',
      maxRetries: 0,
      fetch: async (input, init) => {
        const path = new URL(input as string).pathname.replace('/v1', '');
        this.paths.push(path);
        const body = JSON.parse(String(init?.body)) as Asked;
        if (!endpoints.includes(path)) return Response.json({ error: 'not here' }, { status: 404 });
        if (body.stream !== true) return Response.json({ error: { message: 'No.' } }, { status: 400 });
        this.asked.push(body);
        const said = this.script(body, this.asked.length);
        return said instanceof Response ? said : stream(said, path === '/responses', init?.signal ?? undefined);
      },
    });
  }
}

function stream(said: readonly Said[], isResponses: boolean, signal: AbortSignal | undefined): Response {
  const encoder = new TextEncoder();
  const frames = framesOf(said, isResponses);
  const left = aborted(signal);
  left.catch(() => undefined);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await Promise.race([frames.next(), left]);
      if (done) controller.close();
      else if (value === 'cut') controller.error(new TypeError('terminated'));
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

async function* framesOf(said: readonly Said[], isResponses: boolean): AsyncGenerator<string, void, void> {
  let items = 0;
  let end: FakeEvent | undefined = { type: 'response.completed', response: { status: 'completed', output: [] } };
  for (const each of said) {
    if ('wait' in each) await each.wait;
    else if ('cut' in each) {
      yield 'cut';
      return;
    } else if ('end' in each) end = each.end;
    else if ('chunk' in each) yield `data: ${JSON.stringify(each.chunk)}\n\n`;
    else {
      const events = 'event' in each ? [each.event] : itemEvents(each.item, items++);
      for (const event of events) yield `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
    }
  }
  yield isResponses ? `event: ${end.type}\ndata: ${JSON.stringify(end)}\n\n` : 'data: [DONE]\n\n';
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
}
