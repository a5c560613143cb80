import { assistant, responses } from 'assistant-kit/server';
import { Hono } from 'hono';
import OpenAI from 'openai';

const adapter = assistant({
  engine: responses({ client: new OpenAI(), model: Deno.env.get('OPENAI_MODEL') }),
  anonymous: true,
  secret: Deno.env.get('ASSISTANT_SECRET'),
});

export default { fetch: new Hono().route('/api/assistant', adapter).fetch };
