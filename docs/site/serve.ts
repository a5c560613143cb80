import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { pagePolicy } from '../../demo/page-policy.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Serves the site as any static host would, with its policy as a header too. */
export function serveSite(folder: string): Server {
  return createServer(async (request, response) => {
    // `new URL` has resolved every `..`, so nothing above the folder can be asked for.
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const content = await readFile(join(folder, file)).catch(() => undefined);
    response.statusCode = content ? 200 : 404;
    response.setHeader('content-type', (content && types[extname(file)]) ?? 'text/plain');
    response.setHeader('content-security-policy', pagePolicy);
    response.end(content ?? 'There is no such page.');
  });
}
