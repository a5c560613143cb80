// `npm run docs` builds the documentation into docs/dist/, from what the package's build has left; `-- --serve` serves it, too.
import { fileURLToPath } from 'node:url';
import { endWith } from '../../demo/end-with.ts';
import { buildSite } from './build-site.ts';
import { serveSite } from './serve.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = fileURLToPath(new URL('../dist', import.meta.url));
const pages = await buildSite({ packageFolder: root, packageHome: root, out });
console.log(`${pages.length} pages in docs/dist/`);

if (process.argv.includes('--serve')) {
  const server = serveSite(out);
  endWith(async () => {
    server.closeAllConnections();
    server.close();
  });
  const port = Number(process.env['PORT'] ?? 5174);
  server.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    console.error(code === 'EADDRINUSE' ? `Port ${port} is in use; set PORT to another one.` : message);
    process.exit(1);
  });
  server.listen(port, () => console.log(`\n  http://localhost:${port}/\n`));
}
