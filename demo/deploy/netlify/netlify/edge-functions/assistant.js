import { assistant, responses } from 'assistant-kit/server';
import { s3FileStore } from 'assistant-kit/stores/s3';
import { Hono } from 'hono';
import OpenAI from 'openai';

export const config = { path: '/api/assistant/*' };

const variable = (name) => Netlify.env.get(name);

const adapter = assistant({
  engine: responses({ client: new OpenAI({ apiKey: variable('OPENAI_API_KEY') }), model: variable('OPENAI_MODEL') }),
  anonymous: true,
  secret: variable('ASSISTANT_SECRET'),
  // Each request may meet another instance, so what was uploaded cannot stay in memory.
  files: s3FileStore({
    url: variable('S3_URL'),
    region: variable('S3_REGION'),
    credentials: { accessKeyId: variable('S3_KEY_ID'), secretAccessKey: variable('S3_KEY') },
  }),
});
const app = new Hono().route('/api/assistant', adapter);

// With the context an answer goes on when its reader has left; `hono/netlify` does not pass it on as such.
export default (request, context) => app.fetch(request, {}, context);
