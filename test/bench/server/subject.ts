// A process that is measured: it serves one subject, and says what it has used when it is asked.
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import OpenAI from 'openai';
import { subjects, type SubjectName } from './subjects.ts';

export interface Usage {
  /** Processor time so far, in microseconds. */
  cpu: number;
  /** Resident memory in bytes, garbage not counted. */
  memory: number;
}

const [name, baseURL] = process.argv.slice(2) as [SubjectName, string];
const client = new OpenAI({ apiKey: 'sk-bench', baseURL, maxRetries: 0 });
const server = serve({ fetch: subjects[name](client), port: 0, hostname: '127.0.0.1' }, () => {
  process.send?.((server.address() as AddressInfo).port);
});
process.on('disconnect', () => process.exit());
process.on('message', (question) => {
  const { user, system } = process.cpuUsage();
  if (question === 'memory') globalThis.gc?.();
  process.send?.({ cpu: user + system, memory: process.memoryUsage().rss } satisfies Usage);
});
