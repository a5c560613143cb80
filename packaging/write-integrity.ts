// Writes the hashes of the ready-made files, in the form in which an import map takes them; the one of cdn.js is for its script
// element too: https://html.spec.whatwg.org/multipage/webappapis.html#import-map-integrity.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const files = (await readdir('dist')).filter((file) => /^cdn.*\.js$/.test(file)).toSorted();
const hashes = await Promise.all(
  files.map(async (file) => [`./${file}`, `sha384-${await digest(join('dist', file))}`] as const),
);
await writeFile('dist/cdn-integrity.json', `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);

async function digest(file: string): Promise<string> {
  return createHash('sha384')
    .update(await readFile(file))
    .digest('base64');
}
