// `npm run test:runtimes`: every target of demo/deploy/ on the real thing. `--only=deno,bun` runs some; one that cannot run
// here fails the suite unless `--skip=…` names it.
import { parseArgs } from 'node:util';
import { cases } from './conformance.ts';
import type { Platform } from './platform.ts';
import { platforms } from './platforms/index.ts';
import { installSite } from './site.ts';
import { tryPlatform } from './try-platform.ts';

const { values } = parseArgs({ options: { only: { type: 'string' }, skip: { type: 'string', default: '' } } });
const only = namesIn(values.only ?? '');
const skipped = namesIn(values.skip);

const titles = Object.keys(cases);
const width = Math.max(...platforms.map(({ name }) => name.length));
const row = (cells: readonly string[]) =>
  cells.map((cell, index) => cell.padEnd(titles[index]?.length ?? 0)).join('  ');
const head = `${'runtime'.padEnd(width)}  ${'version'.padEnd(16)}`;

const site = await installSite();
const lines = [`${head}  ${row(titles)}`];
const notes: string[] = [];
try {
  for (const platform of platforms) {
    if (only.length > 0 && !only.includes(platform.name)) continue;
    const line = await lineOf(platform);
    console.log(line);
    lines.push(line);
  }
} finally {
  await site.remove();
}
console.log(`\n${lines.join('\n')}\n${notes.map((note) => `\n${note}`).join('')}`);
process.exit(notes.length > 0 ? 1 : 0);

async function lineOf(platform: Platform): Promise<string> {
  const { name, version } = platform;
  const start = `${name.padEnd(width)}  ${version.padEnd(16)}`;
  if (skipped.includes(name)) return `${start}  skipped`;
  try {
    const { failures } = await tryPlatform(platform, site.folder, cases);
    for (const [title, error] of Object.entries(failures))
      if (error) notes.push(`${name}, ${title}: ${wordsOf(error)}`);
    return `${start}  ${row(titles.map((title) => (failures[title] ? 'FAILED' : 'ok')))}`;
  } catch (error) {
    notes.push(`${name} could not run (--skip=${name} leaves it out): ${wordsOf(error)}`);
    return `${start}  could not run`;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function namesIn(list: string): string[] {
  return list.split(',').filter(Boolean);
}
