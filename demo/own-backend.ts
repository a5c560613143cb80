// A chat in front of a service of your own, which takes what was said as JSON and answers line by line.
import { backend, type BackendPiece, type BackendRequest } from '../server/index.ts';

/** @param url where the service takes a POST; each line of its answer is `{ "text" }` or `{ "source": { "url", "title", "quote" } }` */
export const ownBackend = (url: string) => backend({ name: 'own', answer: (request) => ask(url, request) });

async function* ask(url: string, { messages, owner, signal }: BackendRequest): AsyncGenerator<BackendPiece> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages, user: owner.subject }),
    signal,
  });
  if (!response.ok || !response.body) throw new Error(`The service answers ${response.status}.`);
  for await (const line of lines(response.body)) {
    const { text, source } = JSON.parse(line) as Line;
    if (text !== undefined) yield text;
    // Behind the sentence that rests on it.
    if (source) yield { citation: source };
  }
}

interface Line {
  text?: string;
  source?: { url: string; title?: string; quote?: string };
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body) {
    const whole = `${rest}${decoder.decode(bytes, { stream: true })}`.split('\n');
    rest = whole.pop() ?? '';
    yield* whole;
  }
  if (rest !== '') yield rest;
}
