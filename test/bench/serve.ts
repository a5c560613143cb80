import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { streamAnswer } from './answer-stream.ts';
import type { Bundle } from './bundle.ts';
import { historyOf, textOf } from './texts.ts';

export interface BenchServer {
  readonly url: string;
  /** Called when a quarter of a paced answer is out. */
  onquarter: () => void;
  close(): void;
}

/** The same column for everybody, which keeps its end in view by itself: what a page pays for that is its layout. */
const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Bench</title>
<link rel="icon" href="data:,">
<style>
  body { margin: 0; font: 16px/1.6 system-ui, sans-serif; }
  #stage { display: flex; flex-direction: column-reverse; block-size: 100vh; overflow-y: auto; }
  #stage > * { inline-size: 100%; max-inline-size: 46rem; margin-inline: auto; }
</style>
<div id="stage"></div>
<script type="module" src="/page.js"></script>
</html>`;

/** Serves the page, the texts and the streams, on this machine only. */
export async function serve(bundle: Bundle): Promise<BenchServer> {
  const server = createServer((request, response) => void answer(request, response));
  const bench: BenchServer = { url: '', onquarter: () => undefined, close: () => server.closeAllConnections() };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, kind = '', name = '', rate = '', end] = (request.url ?? '').split(/[/?]/);
    if (kind === '') send(response, 'text/html', page);
    else if (kind === 'texts') send(response, 'text/plain', textOf(name));
    else if (kind === 'history') send(response, 'application/json', JSON.stringify(historyOf(Number(name))));
    else if (kind === 'stream' && end === 'chat' && request.method === 'POST')
      await streamAnswer(name, Number(rate), response, () => bench.onquarter());
    else {
      const code = bundle.get((request.url ?? '').slice(1));
      if (code === undefined) response.writeHead(404).end();
      else send(response, 'text/javascript', code);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(bench, {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  });
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
}
