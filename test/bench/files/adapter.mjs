// The adapter as published, in a process of its own, so that what it takes of memory is its own too. Its parent says by the first
// message where the service and the copies are, and is told the resident memory all the while.
import { getRequestListener } from '@hono/node-server';
import { assistant, memoryFileStore, responses } from 'assistant-kit/server';
import { folderFileStore } from 'assistant-kit/stores/folder';
import { s3FileStore } from 'assistant-kit/stores/s3';
import { createServer } from 'node:http';
import OpenAI from 'openai';

const stores = {
  memory: () => memoryFileStore(),
  folder: ({ folder }) => folderFileStore(folder),
  s3: ({ bucket }) => s3FileStore(bucket),
};

process.once('message', (setting) => {
  const client = new OpenAI({ apiKey: 'none', baseURL: setting.service });
  const app = assistant({
    engine: responses({ client, model: 'none', service: { conversations: true } }),
    authorize: () => 'somebody',
    secret: 'a secret for measuring only',
    files: stores[setting.store](setting),
    limits: { maxFileBytes: setting.bytes },
  });
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
});

setInterval(() => process.connected && process.send({ resident: process.memoryUsage.rss() }), 5);
process.once('disconnect', () => process.exit());
