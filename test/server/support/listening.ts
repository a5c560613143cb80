import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import type { Harness } from './harness.ts';

const servers: ServerType[] = [];
after(() => {
  for (const server of servers) {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  }
});

/** Puts the adapter behind a real port until the tests of the file are over; returns its URL. */
export async function listening(harness: Harness): Promise<string> {
  const app = new Hono().route('/api/assistant', harness.app);
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/assistant`;
}
