// Measures what a stream costs the server, side by side with the AI SDK's server side and a bare stream, and writes RESULTS.md.
// `npm run bench:server -- adapter bare` measures only those, and writes nothing; `--streams=500` only that load.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureFirstWord, measureLoad, type Load } from './measure.ts';
import { start } from './process.ts';
import { line, report, type Row } from './report.ts';
import { subjects, type SubjectName } from './subjects.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { streams: { type: 'string' } } });
const loads: Load[] = [
  { streams: 500, rate: 10 },
  { streams: 2000, rate: 3 },
].filter(({ streams }) => values.streams === undefined || Number(values.streams) === streams);
const names = (Object.keys(subjects) as SubjectName[]).filter((name) => {
  return positionals.length === 0 || positionals.includes(name);
});

const upstream = await start('upstream', []);
const rows: Row[] = [];
for (const name of names) {
  console.log(`${name}: first word`);
  const firstWord = await measureFirstWord(name, upstream.port);
  for (const load of loads) {
    console.log(`${name}: ${load.streams} streams`);
    const measured = await measureLoad(name, upstream.port, load);
    rows.push({ name, load, firstWord, measured });
    console.log(line({ name, load, firstWord, measured }));
  }
}
upstream.end();
const text = report(rows, new Date());
console.log(`\n${text}`);
if (positionals.length === 0 && values.streams === undefined) {
  writeFileSync(new URL('RESULTS.md', import.meta.url), text);
}
process.exit();
