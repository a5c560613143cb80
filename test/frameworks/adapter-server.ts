import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createAdapter } from '../../demo/adapter.ts';

export interface AdapterServer {
  url: string;
  close(): Promise<void>;
}

/** The adapter of the demo on a port of its own; the local service answers. */
export async function serveAdapter(): Promise<AdapterServer> {
  const folder = await mkdtemp(join(tmpdir(), 'assistant-adapter-'));
  const adapter = await createAdapter({ ASSISTANT_DATA: folder });
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
