import { assistant, responses } from 'assistant-kit/server';
import { durableObjectsStore } from 'assistant-kit/stores/durable-objects';
import { r2FileStore } from 'assistant-kit/stores/r2';
import { Hono } from 'hono';
import OpenAI from 'openai';

export { AssistantStore } from 'assistant-kit/stores/durable-objects';

function adapterOf(env) {
  const client = new OpenAI({ apiKey: env.OPENAI_API_KEY, baseURL: env.OPENAI_BASE_URL });
  return assistant({
    engine: responses({ client, model: env.OPENAI_MODEL }),
    anonymous: true,
    secret: env.ASSISTANT_SECRET,
    store: durableObjectsStore(env.STORE),
    files: r2FileStore(env.FILES),
  });
}

export default {
  // One for each request: a Worker's requests must not wait for one another, they meet in the Durable Objects.
  fetch: (request, env, context) => new Hono().route('/api/assistant', adapterOf(env)).fetch(request, env, context),
};
