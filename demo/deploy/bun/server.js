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

export default {
  port: Number(PORT),
  fetch: new Hono().route('/api/assistant', adapter).fetch,
  // Seconds. Bun's own 10 would cut an answer off while the model thinks; a silent stream sends a comment after 15.
  idleTimeout: 60,
};
