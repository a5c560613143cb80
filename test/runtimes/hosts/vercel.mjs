// Vercel's Edge runtime with the file of the folder it is started in, and what Vercel puts around that: its variables, and a
// call for each request. In a process of its own, which no timer of it outlives.
import { createServer } from 'node:http';
import { createHandler, EdgeRuntime } from 'edge-runtime';
import { build } from 'esbuild';

const around = `
globalThis.process = { env: ${JSON.stringify(process.env)} };
const handling = import('./api/assistant.js');
addEventListener('fetch', (event) => {
  const context = { waitUntil: (work) => event.waitUntil(work) };
  event.respondWith(handling.then((module) => module.default(event.request, context)));
});`;

const { outputFiles } = await build({
  stdin: { contents: around, resolveDir: process.cwd() },
  bundle: true,
  write: false,
  format: 'iife',
  target: 'es2022',
  conditions: ['edge-light', 'worker', 'browser'],
});
const { handler } = createHandler({ runtime: new EdgeRuntime({ initialCode: outputFiles[0].text }) });
const server = createServer((request, response) => void handler(request, response));
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
