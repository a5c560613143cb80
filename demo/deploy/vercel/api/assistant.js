import { assistant, responses } from 'assistant-kit/server';
import { s3FileStore } from 'assistant-kit/stores/s3';
import { Hono } from 'hono';
import OpenAI from 'openai';

export const config = { runtime: 'edge' };

const { ASSISTANT_SECRET, OPENAI_MODEL, S3_URL, S3_REGION, S3_KEY_ID, S3_KEY } = process.env;

const adapter = assistant({
  engine: responses({ client: new OpenAI(), model: OPENAI_MODEL }),
  anonymous: true,
  secret: ASSISTANT_SECRET,
  // Each request may meet another instance, so what was uploaded cannot stay in memory.
  files: s3FileStore({
    url: S3_URL,
    region: S3_REGION,
    credentials: { accessKeyId: S3_KEY_ID, secretAccessKey: S3_KEY },
  }),
  // Vercel takes 4.5 MB a request.
  limits: { maxFileBytes: 4_000_000 },
});
const app = new Hono().route('/api/assistant', adapter);

// With the context an answer goes on when its reader has left; `hono/vercel` does not pass it.
export default (request, context) => app.fetch(request, {}, context);
