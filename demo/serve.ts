import { createServer as createHttpServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { createServer as createViteServer } from 'vite';
import { createAdapter } from './adapter.ts';
import { endWith } from './end-with.ts';
import { pagePolicy } from './page-policy.ts';

const port = Number(process.env['PORT'] ?? 5173);
if (!Number.isInteger(port) || port < 0 || port > 65535) fail('PORT must be a number from 0 to 65535.');

const adapter = await createAdapter(process.env).catch((error: Error) => fail(error.message));
const answer = getRequestListener(adapter.app.fetch, { overrideGlobalObjects: false });

const server = createHttpServer((request, response) => {
  if (request.url?.startsWith('/api/')) void answer(request, response);
  else vite.middlewares(request, response.setHeader('content-security-policy', pagePolicy));
});
const vite = await createViteServer({
  configFile: false,
  root: fileURLToPath(new URL('.', import.meta.url)),
  appType: 'mpa',
  clearScreen: false,
  logLevel: 'warn',
  // One port for page, adapter and reloads; what the page imports lies beside the demo, one folder up.
  server: { middlewareMode: true, hmr: { server }, fs: { allow: [fileURLToPath(new URL('..', import.meta.url))] } },
  optimizeDeps: { include: ['lit', 'lit/decorators.js', '@lit/context'] },
});

endWith(async () => {
  // Open streams would hold a polite end back for as long as an answer takes.
  server.closeAllConnections();
  server.close();
  await Promise.all([vite.close(), adapter.close()]);
});

server.on('error', (error: NodeJS.ErrnoException) => {
  fail(error.code === 'EADDRINUSE' ? `Port ${port} is in use; set PORT to another one.` : error.message);
});
server.listen(port, async () => {
  const address = server.address();
  const url = `http://localhost:${typeof address === 'object' && address ? address.port : port}/`;
  const answers = await Promise.all([fetch(url), fetch(`${url}api/assistant/config`)]);
  const broken = answers.find((response) => !response.ok);
  if (broken) fail(`${broken.url} answers ${broken.status}.`);
  console.log(`${adapter.description}\n\n  ${url}\n`);
});

function fail(reason: string): never {
  console.error(reason);
  process.exit(1);
}
