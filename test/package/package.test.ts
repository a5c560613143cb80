import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { ask, lastAnswer, openPage } from '../demo/browser-page.ts';
import { apps } from '../frameworks/apps.ts';
import { describeApp } from '../frameworks/describe-app.ts';
import { describeAnyPage } from './any-page.ts';
import { describeDocs } from './docs.ts';
import { installPackage, type InstalledPackage } from './installed-package.ts';
import { describeRuntimes } from './runtimes.ts';
import { describeTypings } from './typings.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a reader of the README has of their own. */
const readersOwn = `
const userOf = () => ({ id: 'reader' });
const settings = { assistantSecret: 'a secret of at least thirty-two characters' };
`;

/** Serves the README's adapter, and the pages beside it. */
const server = `
import { readFile } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import adapter from './adapter.mjs';

const types = { html: 'text/html', js: 'text/javascript', css: 'text/css' };
const app = new Hono().route('/', adapter).get('*', async (context) => {
  const path = new URL(context.req.url).pathname;
  if (path === '/favicon.ico') return context.body(null, 204);
  const file = await readFile('.' + path).catch(() => undefined);
  return file ? context.body(file, 200, { 'content-type': types[path.split('.').at(-1)] ?? '' }) : context.notFound();
});
const listening = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log('http://127.0.0.1:' + port));
`;

describe('the package, installed in an empty folder', () => {
  let installed: InstalledPackage;
  const processes: ChildProcess[] = [];

  before(async () => {
    installed = await installPackage(['@hono/node-server', 'vite', '@vitejs/plugin-vue']);
  });

  after(async () => {
    for (const process of processes) process.kill();
    await installed.remove();
  });

  it('can be imported in Node by each of its entries, without a page', async () => {
    const imports = installed.entries.map((entry) => `await import('${entry}');`).join('\n');
    await writeFile(join(installed.folder, 'imports.mjs'), `${imports}\nconsole.log('all');`);
    assert.ok(installed.entries.length > 12);
    assert.equal(await firstLine([join(installed.folder, 'imports.mjs')]), 'all');
  });

  it('has types that a strict compiler accepts, and that know the elements', async () => {
    const { folder, entries } = installed;
    const imports = entries.map((entry) => `import '${entry}';`).join('\n');
    const use = `document.createElement('assistant-chat').endpoint = '/chat';
// @ts-expect-error -- a chat has no such theme.
document.createElement('assistant-chat').theme = 'blue';`;
    await writeFile(join(folder, 'page.mts'), `${imports}\n${use}`);
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const options =
      '--noEmit --strict --target es2022 --lib es2024,dom,dom.iterable --types --module nodenext page.mts';
    const compiling = spawn(process.execPath, [compiler, ...options.split(' ')], { cwd: folder });
    const output = (await Promise.all([text(compiling.stdout), text(compiling.stderr)])).join('');
    assert.equal(output, '');
  });

  it('answers by the adapter of the README, in its page and in that of a bundler', async () => {
    const { folder } = installed;
    const cli = join(folder, 'node_modules/assistant-kit/dist/server/cli/assistant-kit.js');
    const service = await firstLine([cli, 'local', '--memory', '--port', '0', '--pace', '0']);
    const [url = ''] = /http:\S+/.exec(service) ?? [];
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    await writeFile(join(folder, 'adapter.mjs'), readersOwn + exampleOf(readme, 'ts', 'export default new Hono()'));
    await writeFile(join(folder, 'server.mjs'), server);
    await writeFile(join(folder, 'index.html'), exampleOf(readme, 'html', 'dist/cdn.js'));
    await bundlePage(folder);
    const origin = await firstLine(['server.mjs'], { OPENAI_API_KEY: 'any', OPENAI_BASE_URL: url });

    for (const path of ['/index.html', '/bundle/page.html']) {
      const { page, complaints, close } = await openPage(origin + path);
      try {
        await ask(page, 'solve 5y = 35');
        assert.match(await lastAnswer(page), /y = 7\b/, path);
        assert.deepEqual(complaints, [], path);
      } finally {
        await close();
      }
    }
  });

  it('answers by the adapter that the README has for a new project', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const adapter = exampleOf(readme, 'js', 'createLocalService');
    const told = adapter.replace('port: 8787 }', 'port: 0 }, ({ port }) => console.log(port)');
    await writeFile(join(installed.folder, 'new-project.mjs'), told);
    const port = await firstLine(['new-project.mjs']);
    const { engine } = await (await fetch(`http://localhost:${port}/api/assistant/config`)).json();
    assert.equal(engine, 'responses');
  });

  describeAnyPage(() => installed);
  describeDocs(() => installed);
  describeTypings(() => installed);
  describeRuntimes(() => installed);

  // One stands for all, in the time that there is; `npm run test:frameworks` has each.
  for (const app of apps.filter(({ name }) => name === 'vue')) describeApp(app, () => installed);

  /** Starts Node in the folder and gives the first line it writes. */
  async function firstLine(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
    const started = spawn(process.execPath, args, {
      cwd: installed.folder,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    processes.push(started);
    const [line] = (await Promise.race([
      once(createInterface(started.stdout), 'line'),
      once(started, 'exit').then(([code]) => Promise.reject(new Error(`${args[0]} ended with ${code}.`))),
    ])) as [string];
    return line;
  }
});

/** The example of the README that contains these words. */
function exampleOf(readme: string, language: string, words: string): string {
  const examples = [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))];
  const example = examples.map(([, code = '']) => code).find((code) => code.includes(words));
  assert.ok(example, `The README has an example with ${words}.`);
  return example;
}

/** As somebody with a bundler has it: `import 'assistant-kit'`. */
async function bundlePage(folder: string): Promise<void> {
  await writeFile(join(folder, 'page.js'), "import 'assistant-kit';");
  await writeFile(
    join(folder, 'page.html'),
    `<!doctype html><script type="module" src="./page.js"></script>
     <assistant-chat endpoint="/api/assistant/chat"></assistant-chat>`,
  );
  await build({
    root: folder,
    base: './',
    configFile: false,
    logLevel: 'error',
    build: { outDir: 'bundle', rolldownOptions: { input: join(folder, 'page.html') } },
  });
}
