import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import OpenAI from 'openai';
import { assistant, responses, type FileStore, type Store } from '../../server/index.ts';

export interface ChaosAdapterOptions {
  /** The service as this adapter reaches it. */
  serviceUrl: string;
  /** The adapter as pages know it. */
  publicUrl: string;
  /** One that several adapters share; without it each has its own. */
  store?: Store;
  /** Copies of files outlive adapters, in a bucket or a folder. */
  files: FileStore;
}

/** How long silence lasts here that in earnest would be minutes. */
export const patience = { upstreamIdleMs: 1500, keepAliveMs: 150, pageIdleMs: 900 };

/** An adapter as a host would set it up, but for its patience. */
export function chaosAdapter({ serviceUrl, publicUrl, store, files }: ChaosAdapterOptions) {
  const client = new OpenAI({ apiKey: 'sk-chaos', baseURL: serviceUrl, logLevel: 'off' });
  const city = { description: 'The weather.', parameters: {} };
  const errors: unknown[] = [];
  const adapter = assistant({
    engine: responses({
      client,
      model: 'test-model',
      service: { conversations: true },
      tools: { here: { ...city, execute: () => ({ weather: 'rain' }) }, there: city },
    }),
    secret: 'a secret of more than sixteen characters',
    authorize: () => 'ann',
    publicUrl,
    limits: {
      turnsPerMinute: 0,
      turnsPerDay: 0,
      runsAtOnce: 0,
      upstreamIdleMs: patience.upstreamIdleMs,
      keepAliveMs: patience.keepAliveMs,
    },
    // Addresses of files end after a time; here they must not differ from one run to the next.
    now: () => Date.UTC(2026, 10, 22),
    onError: (error) => errors.push(error),
    files,
    ...(store ? { store } : {}),
  });
  const listener = getRequestListener(new Hono().route('/api/assistant', adapter).fetch);
  return {
    errors,
    serve: async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      await listener(request, response);
    },
  };
}
