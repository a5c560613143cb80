import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createAdapter } from '../../demo/adapter.ts';

export interface AdapterServer {
  url: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** The adapter of the demo on a port of its own, where the local service answers; with a folder, the pages in that beside it. */
export async function serveAdapter(pages?: string): Promise<AdapterServer> {
  const folder = await mkdtemp(join(tmpdir(), 'assistant-adapter-'));
  const adapter = await createAdapter({ ASSISTANT_DATA: folder });
  if (pages !== undefined) {
    adapter.app.get('*', async (context) => {
      const path = new URL(context.req.url).pathname;
      return context.body(await readFile(join(pages, path)), 200, { 'content-type': types[extname(path)] ?? '' });
    });
  }
  const server = createServer(getRequestListener(adapter.app.fetch, { overrideGlobalObjects: false }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await adapter.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}
