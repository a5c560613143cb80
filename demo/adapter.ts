import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import OpenAI from 'openai';
import { agents, assistant, assistants, responses, type Engine } from '../server/index.ts';
import { createLocalService } from '../server/local/index.ts';
import { folderFileStore, folderStore } from '../server/stores/folder-store.ts';

export interface DemoAdapter {
  app: Hono;
  /** One line for the terminal: who answers. */
  description: string;
  close(): Promise<void>;
}

const instructions = `You are a helpful assistant with Python and file search.
Calculate with Python rather than in your head. Base what you say about the user's files on what they say, and cite it.
Save results the user may want to keep as files and link to them.`;

/**
 * The adapter of the demo page: the service that `OPENAI_API_KEY` and `OPENAI_BASE_URL` name, else the local one.
 * @throws in production without a key, and where no model is named or found.
 */
export async function createAdapter(environment: NodeJS.ProcessEnv): Promise<DemoAdapter> {
  const folder = environment['ASSISTANT_DATA'] ?? '.assistant-data';
  const megabytes = environment['ASSISTANT_MAX_FILE_MB'];
  const upstream = await chooseService(environment, folder);
  const adapter = assistant({
    engine: engineOf(environment, { client: upstream.client, model: upstream.model, instructions }),
    anonymous: true,
    secret: await secretOf(folder),
    store: folderStore(join(folder, 'adapter')),
    files: folderFileStore(join(folder, 'adapter', 'files')),
    ...(megabytes ? { limits: { maxFileBytes: Number(megabytes) * 1024 * 1024 } } : {}),
    ...(upstream.notice ? { notice: upstream.notice } : {}),
  });
  return { app: new Hono().route('/api/assistant', adapter), description: upstream.description, close: upstream.close };
}

const engines = { responses, assistants, agents };

/** `ASSISTANT_ENGINE` has the same page speak to another API; the local service has them all. */
function engineOf(
  { ASSISTANT_ENGINE: name = 'responses' }: NodeJS.ProcessEnv,
  options: { client: OpenAI; model: string; instructions: string },
): Engine {
  if (Object.hasOwn(engines, name)) return engines[name as keyof typeof engines](options) as Engine;
  const known = Object.keys(engines).join(', ');
  throw new Error(`There is no engine '${name}'; ASSISTANT_ENGINE takes one of: ${known}.`);
}

interface Service {
  client: OpenAI;
  model: string;
  description: string;
  notice?: string;
  close(): Promise<void>;
}

async function chooseService(environment: NodeJS.ProcessEnv, folder: string): Promise<Service> {
  const apiKey = environment['OPENAI_API_KEY'];
  const baseURL = environment['OPENAI_BASE_URL'];
  if (apiKey || baseURL) {
    // Other servers that speak the API often want no key; the client insists on one.
    const client = new OpenAI({ apiKey: apiKey ?? 'none', ...(baseURL ? { baseURL } : {}) });
    const model = environment['OPENAI_MODEL'] ?? (await onlyModel(client));
    return { client, model, description: `Answers come from ${model} at ${client.baseURL}.`, close: async () => {} };
  }
  if (environment['NODE_ENV'] === 'production') {
    throw new Error('Set OPENAI_API_KEY (and OPENAI_MODEL): the local engine does not answer in production.');
  }
  const local = createLocalService({ folder: join(folder, 'local'), pace: 15, onError: console.error });
  await local.open();
  const client = new OpenAI({
    apiKey: 'local',
    baseURL: 'http://local/v1',
    fetch: local.fetch,
  });
  return {
    client,
    model: 'local-rules',
    description:
      'Answers come from the local engine: rule-based, no language model. Set OPENAI_API_KEY for a real one.',
    notice: 'Local engine: rule-based, no language model',
    close: () => local.close(),
  };
}

/** A server that offers one model leaves no choice. */
async function onlyModel(client: OpenAI): Promise<string> {
  const models = await client.models.list().catch((error: Error) => {
    throw new Error(`${client.baseURL} does not answer: ${error.message}`);
  });
  const [first, ...others] = models.data.map(({ id }) => id);
  if (first && others.length === 0) return first;
  const known = [first, ...others].slice(0, 8).join(', ');
  throw new Error(`Set OPENAI_MODEL to the model to use${known ? `, for example one of: ${known}` : ''}.`);
}

/** The key that signs handles, made once and kept beside the data it protects. */
async function secretOf(folder: string): Promise<string> {
  const file = join(folder, 'secret');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept) return kept;
  const secret = randomBytes(32).toString('base64url');
  await mkdir(folder, { recursive: true });
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}
