import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { LLMock } from '@copilotkit/aimock';
import { simulateReadableStream } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { transform } from 'esbuild';
import { applyChunk, decodeEvents, isTextPart, type UIMessage } from '../../../protocol/index.ts';

const port = 'port: 8787 }';
const question: UIMessage = { id: 'message-1', role: 'user', parts: [{ type: 'text', text: 'Good morning' }] };
const body = JSON.stringify({ id: 'chat-1', messages: [question], trigger: 'submit-message' });
const headers = { 'content-type': 'application/json' };

/** How each server example of a guide is run as it stands; gives what it answers to “Good morning”. */
export const servers: Readonly<Record<string, (code: string, folder: string) => Promise<string>>> = {
  async 'own-backend'(code, folder) {
    assert.ok(code.includes(port));
    const file = await asModule(
      code.replace(port, 'port: 0 }, ({ port }) => console.log(port)'),
      folder,
      'own-backend',
    );
    const server = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [told] = (await once(createInterface(server.stdout), 'line')) as [string];
      return await textOf(await fetch(`http://localhost:${told}/api/chat`, { method: 'POST', headers, body }));
    } finally {
      server.kill();
    }
  },

  async 'ai-sdk'(code, folder) {
    const own = { model: echo };
    const { POST } = (await importWith(own, await asModule(code, folder, 'ai-sdk'))) as {
      POST: (request: Request) => Promise<Response>;
    };
    return textOf(
      await withGlobals(own, () => POST(new Request('http://localhost/', { method: 'POST', headers, body }))),
    );
  },

  async 'local-models'(code, folder) {
    const mock = new LLMock({ port: 0 });
    await mock.start();
    try {
      mock.onMessage('Good morning', { content: 'You said: Good morning' });
      const here = code.replace('http://localhost:11434/v1', `${mock.url}/v1`);
      assert.notEqual(here, code);
      const file = await asModule(here, folder, 'local-models');
      const { default: adapter } = (await importWith({ secret: 'a secret of more than sixteen letters' }, file)) as {
        default: { request(path: string, options: RequestInit): Promise<Response> };
      };
      return await textOf(await adapter.request('/chat', { method: 'POST', headers, body }));
    } finally {
      await mock.stop();
    }
  },
};

/** The block as Node runs it, beside the installed package. */
async function asModule(code: string, folder: string, name: string): Promise<string> {
  const { code: script } = await transform(code, { loader: 'ts' });
  const file = join(folder, 'servers', `${name}.mjs`);
  await mkdir(join(folder, 'servers'), { recursive: true });
  await writeFile(file, script);
  return file;
}

async function importWith(own: object, file: string): Promise<unknown> {
  return withGlobals(own, () => import(pathToFileURL(file).href));
}

/** What the guide takes as the reader's own is a name that is there. */
async function withGlobals<Result>(own: object, act: () => Promise<Result>): Promise<Result> {
  Object.assign(globalThis, own);
  try {
    return await act();
  } finally {
    for (const name of Object.keys(own)) Reflect.deleteProperty(globalThis, name);
  }
}

async function textOf(response: Response): Promise<string> {
  assert.equal(response.status, 200);
  assert.ok(response.body);
  let message: UIMessage = { id: 'reply', role: 'assistant', parts: [] };
  for await (const { chunk } of decodeEvents(response.body)) message = applyChunk(message, chunk);
  return message.parts
    .filter(isTextPart)
    .map(({ text }) => text)
    .join('');
}

const echo = new MockLanguageModelV4({
  doStream: async ({ prompt }) => ({
    stream: simulateReadableStream({
      chunks: [
        { type: 'stream-start', warnings: [] },
        { type: 'text-start', id: '0' },
        { type: 'text-delta', id: '0', delta: `You said: ${JSON.stringify(prompt).match(/Good morning/)?.[0]}` },
        { type: 'text-end', id: '0' },
        {
          type: 'finish',
          finishReason: { unified: 'stop', raw: 'stop' },
          usage: {
            inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
            outputTokens: { total: 1, text: 1, reasoning: 0 },
          },
        },
      ],
    }),
  }),
});
