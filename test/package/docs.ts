import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildSite } from '../../docs/site/build-site.ts';
import type { BuiltPage } from '../../docs/site/built-page.ts';
import { serveSite } from '../../docs/site/serve.ts';
import { openPage, type OpenPage } from '../demo/browser-page.ts';
import { bundleBlocks, codeBlocks, compileBlocks } from './docs/code-blocks.ts';
import { liveCases, liveThrough } from './docs/live-examples.ts';
import { servers } from './docs/run-servers.ts';
import { deadLinks, readPage, type StaticPage } from './docs/static-pages.ts';
import type { InstalledPackage } from './installed-package.ts';

/** The documentation, built from the package as others have it. */
export function describeDocs(installed: () => InstalledPackage): void {
  describe('its documentation', () => {
    let built: readonly BuiltPage[];
    let out: string;
    let server: Server;
    let url: string;
    let opened: OpenPage;
    const asked = new Set<string>();

    before(async () => {
      const { folder } = installed();
      await installed().add(['ai', 'zod', '@types/node']);
      out = join(folder, 'site');
      const packageHome = join(folder, 'node_modules/assistant-kit');
      built = await buildSite({ packageFolder: folder, packageHome, out });
      server = serveSite(out).listen(0, '127.0.0.1');
      await once(server, 'listening');
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      opened = await openPage(`${url}/index.html`);
      opened.page.on('request', (request) => asked.add(request.url()));
    });

    after(async () => {
      await opened?.close();
      server?.closeAllConnections();
      server?.close();
    });

    it('has a page and a Markdown twin for each guide and element, links that lead somewhere, and nothing inline', async () => {
      const files = new Set(await readdir(out, { recursive: true }));
      const pages = new Map<string, StaticPage>();
      for (const { slug } of built) {
        assert.ok(files.has(`${slug}.md`), slug);
        pages.set(`${slug}.html`, readPage(await readFile(join(out, `${slug}.html`), 'utf8')));
      }
      assert.ok(built.length >= 28);
      assert.deepEqual(deadLinks(pages, files), []);
      assert.deepEqual(
        [...pages.values()].flatMap(({ faults }) => faults),
        [],
      );
      const llms = await readFile(join(out, 'llms.txt'), 'utf8');
      assert.deepEqual(
        [...llms.matchAll(/\]\((.*)\.md\)/g)].map(([, slug]) => slug),
        built.map(({ slug }) => slug),
      );
    });

    it('has the hashes of this very build', async () => {
      const home = join(installed().folder, 'node_modules/assistant-kit/dist');
      const hashes = JSON.parse(await readFile(join(home, 'cdn-integrity.json'), 'utf8')) as Record<string, string>;
      const notes = await readFile(join(out, 'release-notes.md'), 'utf8');
      for (const [file, hash] of Object.entries(hashes))
        assert.ok(notes.includes(`${file.slice(2)}": "${hash}"`), file);
      const line = `src="/assistant-kit/cdn.js" integrity="${hashes['./cdn.js']}"`;
      for (const page of ['release-notes', 'any-page']) {
        assert.ok((await readFile(join(out, `${page}.md`), 'utf8')).includes(line), page);
      }
    });

    it('shows code that a strict compiler accepts', async () => {
      const blocks = codeBlocks(built);
      assert.ok(blocks.filter(({ language }) => language === 'ts').length > 12);
      assert.equal(await compileBlocks(blocks, installed().folder), '');
      assert.deepEqual(await bundleBlocks(blocks, installed().folder), []);
    });

    for (const [slug, run] of Object.entries(servers)) {
      it(`shows a server in ${slug} that answers`, async () => {
        const block = codeBlocks(built).find((one) => one.slug === slug && one.word === 'server');
        assert.ok(block);
        assert.equal(await run(block.code, installed().folder), 'You said: Good morning');
      });
    }

    it('shows nothing live, and no server, that is not tried here', () => {
      const live = built.filter(({ example }) => example.script !== '').map(({ slug }) => slug);
      assert.deepEqual(live.toSorted(), Object.keys(liveCases).toSorted());
      const served = codeBlocks(built).flatMap(({ slug, word }) => (word === 'server' ? [slug] : []));
      assert.deepEqual(served.toSorted(), Object.keys(servers).toSorted());
    });

    for (const [slug, example] of Object.entries(liveCases)) {
      it(`has an example in ${slug} that does what it shows`, async () => {
        opened.complaints.length = 0;
        await opened.page.goto(`${url}/${slug}.html`);
        await liveThrough(opened.page, example);
        assert.deepEqual(opened.complaints, []);
      });
    }

    it('is found by whoever types, and can be gone through by keys alone', async () => {
      const { page } = opened;
      await page.goto(`${url}/index.html`);
      await page.keyboard.press('/');
      await page.keyboard.type('hashes of the ready');
      await page.waitForSelector('#found a');
      await page.keyboard.press('ArrowDown');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      assert.match(page.url(), /\/release-notes\.html/);
    });

    it('keeps the colours that somebody chose', async () => {
      const { page } = opened;
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
      await page.goto(`${url}/theming.html`);
      await page.locator('.theme-button').click();
      await page.goto(`${url}/tools.html`);
      const shown = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
      assert.equal(shown, 'dark');
      await page.evaluate(() => localStorage.clear());
    });

    it('is as wide as a phone, and accessible, in both colours', async () => {
      const { page } = opened;
      const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
      const faults: string[] = [];
      for (const [index, { slug }] of built.entries()) {
        const isPhone = index % 2 === 0;
        await page.setViewport({ width: isPhone ? 390 : 1280, height: 900 });
        await page.emulateMediaFeatures([
          { name: 'prefers-color-scheme', value: index % 4 < 2 ? 'light' : 'dark' },
          { name: 'prefers-reduced-motion', value: 'reduce' },
        ]);
        await page.goto(`${url}/${slug}.html`);
        await page.evaluate(axe);
        faults.push(...((await page.evaluate(faultsOfPage)) as string[]).map((fault) => `${slug}: ${fault}`));
      }
      assert.deepEqual(faults, []);
    });

    it('asks nobody but itself', () => {
      assert.ok(asked.size > 30);
      assert.deepEqual(
        [...asked].filter((address) => !address.startsWith(`${url}/`) && !/^(blob|data):/.test(address)),
        [],
      );
    });
  });
}

/** As text: a function that was compiled for Node does not run in a page. */
const faultsOfPage = `(async () => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = scrollWidth > clientWidth ? ['is wider than the window'] : [];
  // The list of all exports is one colour after the other, thousands of times; other pages show each.
  const exclude = location.pathname.endsWith('/exports.html') ? [['pre']] : [];
  const { violations } = await axe.run({ include: [['html']], exclude }, { resultTypes: ['violations'] });
  return [...wide, ...violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html.slice(0, 120)).join(' '))];
})()`;
