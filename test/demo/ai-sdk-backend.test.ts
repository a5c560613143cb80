import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { convertToModelMessages, simulateReadableStream, streamText, type UIMessage } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { build } from 'vite';
import { ask, lastAnswer, openPage } from './browser-page.ts';

const page = `<!doctype html>
<script type="module" src="/cdn.js"></script>
<assistant-chat endpoint="/api/chat"></assistant-chat>`;

describe('a plain page with two lines and a backend of the AI SDK', () => {
  let folder: string;
  let server: Server;
  let url: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assistant-cdn-'));
    await build({ logLevel: 'error', build: { outDir: folder } });
    server = createServer(
      (request, response) => void answer(request.url ?? '/', request).then((answered) => send(answered, response)),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
  });

  after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('chats, and remembers what was said before', async () => {
    const { page, complaints, close } = await openPage(url);
    try {
      await ask(page, 'Good morning');
      assert.match(await lastAnswer(page), /You said: Good morning/);
      await ask(page, 'And again');
      assert.match(await lastAnswer(page), /You said: Good morning, And again/);
      // The page asks once for what only our adapter has, and the browser notes that it is not there.
      assert.deepEqual(
        complaints.filter((text) => !/404/.test(text)),
        [],
      );
    } finally {
      await close();
    }
  });

  async function answer(path: string, request: AsyncIterable<Buffer>): Promise<Response> {
    if (path === '/') return new Response(page, { headers: { 'content-type': 'text/html' } });
    if (path === '/api/chat') return chat(await bodyOf(request));
    const file = /^\/cdn[\w.-]*\.js$/.test(path)
      ? await readFile(join(folder, path)).catch(() => undefined)
      : undefined;
    return file
      ? new Response(new Uint8Array(file), { headers: { 'content-type': 'text/javascript' } })
      : new Response('Not found', { status: 404 });
  }
});

/** What the AI SDK's documentation has as its first backend, with a model that repeats what the person said. */
async function chat({ messages }: { messages: UIMessage[] }): Promise<Response> {
  const result = streamText({ model: echo, messages: await convertToModelMessages(messages) });
  return result.toUIMessageStreamResponse();
}

const echo = new MockLanguageModelV4({
  doStream: async ({ prompt }) => {
    const said = prompt.flatMap(({ role, content }) =>
      role === 'user' ? content.flatMap((part) => (part.type === 'text' ? [part.text] : [])) : [],
    );
    return {
      stream: simulateReadableStream({
        chunks: [
          { type: 'stream-start', warnings: [] },
          { type: 'text-start', id: '0' },
          { type: 'text-delta', id: '0', delta: 'You said: ' },
          { type: 'text-delta', id: '0', delta: said.join(', ') },
          { type: 'text-end', id: '0' },
          {
            type: 'finish',
            finishReason: { unified: 'stop', raw: 'stop' },
            usage: {
              inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
              outputTokens: { total: 1, text: 1, reasoning: 0 },
            },
          },
        ],
      }),
    };
  },
});

async function send(answered: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  for await (const piece of answered.body ?? []) response.write(piece);
  response.end();
}

async function bodyOf(request: AsyncIterable<Buffer>): Promise<{ messages: UIMessage[] }> {
  let text = '';
  for await (const piece of request) text += piece.toString();
  return JSON.parse(text) as { messages: UIMessage[] };
}
