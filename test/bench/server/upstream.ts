// A process that plays OpenAI: as many answers at once as are asked for, each word at its time and with that time in it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The model's name says how many words an answer has and how many milliseconds lie between two: `words-100-50`. */
const modelName = /^words-(\d+)-(\d+)$/;

interface Body {
  model?: string;
  metadata?: Record<string, string>;
  items?: object[];
}

let count = 0;
const metadata = new Map<string, Record<string, string>>();

const server = createServer((request, response) => void answer(request, response));
// One that is closed at the moment when it is used again would be a failure of the bench.
server.keepAliveTimeout = 600_000;
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
  process.send?.((server.address() as AddressInfo).port),
);
process.on('disconnect', () => process.exit());

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const body = JSON.parse(Buffer.concat(pieces).toString() || '{}') as Body;
  const [, , kind, id = `conv_${++count}`, more] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
  if (kind === 'responses' && request.method === 'POST') return stream(body.model ?? '', response);
  if (more === 'items') {
    const data = (body.items ?? []).map((item) => ({ ...item, id: `msg_${++count}`, status: 'completed' }));
    return send(response, { object: 'list', data, has_more: false, first_id: null, last_id: null });
  }
  if (body.metadata) metadata.set(id, body.metadata);
  return send(response, { id, object: 'conversation', created_at: 1, metadata: metadata.get(id) ?? {} });
}

function send(response: ServerResponse, value: object): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
}

function stream(model: string, response: ServerResponse): void {
  const [, words, pauseMs] = modelName.exec(model)?.map(Number) ?? [];
  const id = `resp_${++count}`;
  const item_id = `msg_${count}`;
  const object = {
    id,
    object: 'response',
    created_at: 1,
    status: 'in_progress',
    output: [],
    metadata: {},
    usage: null,
  };
  const item = { id: item_id, type: 'message', role: 'assistant', status: 'in_progress', content: [] };
  const part = { type: 'output_text', text: '', annotations: [] };
  const at = { output_index: 0, content_index: 0, item_id };
  let sequence_number = 0;
  const tell = (type: string, more: object) => {
    response.write(
      `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence_number++, ...more })}\n\n`,
    );
  };

  response.writeHead(200, { 'content-type': 'text/event-stream' });
  tell('response.created', { response: object });
  tell('response.output_item.added', { output_index: 0, item });
  tell('response.content_part.added', { ...at, part });
  let said = 0;
  const say = () => {
    if (said++ < (words ?? 0)) {
      tell('response.output_text.delta', {
        ...at,
        delta: ` word@${performance.timeOrigin + performance.now()}@`,
        logprobs: [],
      });
      return;
    }
    clearInterval(timer);
    tell('response.output_item.done', { output_index: 0, item: { ...item, status: 'completed', content: [part] } });
    tell('response.completed', { response: { ...object, status: 'completed' } });
    response.end();
  };
  const timer = setInterval(say, pauseMs);
  response.on('close', () => clearInterval(timer));
  say();
}
