// Measures what an answer costs to show, side by side with plain DOM building, and writes RESULTS.md.
// Arguments are parts of names: `npm run bench -- firehose code` measures only the cases whose part or name contains one of
// them, and writes nothing. `--runs=5` for more runs; `--only=assistant-chat` for some subjects; `--profile` tells where the time goes.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
// @ts-expect-error -- plain JavaScript, for it runs before anything is installed
import { findBrowser } from '../browser.mjs';
import { bundle } from './bundle.ts';
import { cases } from './cases.ts';
import { measure } from './measure.ts';
import { report } from './report.ts';
import { Results } from './results.ts';
import { serve } from './serve.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string', multiple: true },
    profile: { type: 'boolean', default: false },
  },
});
const runs = values.profile ? 1 : Number(values.runs);
const wanted = cases.filter(
  ({ part, name }) => positionals.length === 0 || positionals.some((word) => `${part} ${name}`.includes(word)),
);
const isWhole = wanted.length === cases.length && !values.only && !values.profile;

const server = await serve(await bundle({ minify: !values.profile }));
const browser = await puppeteer.launch({
  executablePath: await findBrowser(),
  defaultViewport: { width: 1024, height: 768 },
  // Only root, as in a container, may and must do without the sandbox.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const results = new Results();
try {
  for (let run = 0; run < runs; run++) {
    for (const one of wanted) {
      for (const subject of rotated(one.subjects, run)) {
        if (values.only && !values.only.includes(subject)) continue;
        console.log(`run ${run + 1}/${runs} · ${one.part} · ${one.name} · ${subject}`);
        results.add(one, subject, await measure(browser, server, one, subject, values.profile));
      }
    }
  }
  const text = report(results, { runs, browser: await browser.version(), date: new Date() });
  console.log(`\n${text}`);
  if (isWhole) writeFileSync(new URL('RESULTS.md', import.meta.url), text);
} finally {
  await browser.close();
  server.close();
}

/** In another order in each run, or whoever comes first would pay for the start. */
function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
