import { assistant, responses } from 'assistant-kit/server';
import { s3FileStore } from 'assistant-kit/stores/s3';
import { Hono } from 'hono';
import { streamHandle } from 'hono/aws-lambda';
import OpenAI from 'openai';

const { ASSISTANT_SECRET, OPENAI_MODEL, S3_URL } = process.env;
const { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;

const adapter = assistant({
  engine: responses({ client: new OpenAI(), model: OPENAI_MODEL }),
  anonymous: true,
  secret: ASSISTANT_SECRET,
  // Each request may meet another instance, so what was uploaded cannot stay in memory.
  files: s3FileStore({
    url: S3_URL,
    region: AWS_REGION,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      sessionToken: AWS_SESSION_TOKEN,
    },
  }),
  // Lambda takes 6 MB a request, and counts a file by a third more than it has.
  limits: { maxFileBytes: 4_000_000 },
});

export const handler = streamHandle(new Hono().route('/api/assistant', adapter));
