import { serve } from '@hono/node-server';
import { assistant, responses } from 'assistant-kit/server';
import { folderFileStore, folderStore } from 'assistant-kit/stores/folder';
import { Hono } from 'hono';
import OpenAI from 'openai';

const { ASSISTANT_SECRET, OPENAI_MODEL, ASSISTANT_DATA = 'data', PORT = '3000' } = process.env;

const adapter = assistant({
  engine: responses({ client: new OpenAI(), model: OPENAI_MODEL }),
  anonymous: true,
  secret: ASSISTANT_SECRET,
  store: folderStore(ASSISTANT_DATA),
  files: folderFileStore(`${ASSISTANT_DATA}/files`),
});
const app = new Hono().route('/api/assistant', adapter);
const server = serve({ fetch: app.fetch, port: Number(PORT) }, ({ port }) => {
  console.log(`http://localhost:${port}/api/assistant`);
});

// As a container is told to end: answers that stream end, too, and are read on from the next process.
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
