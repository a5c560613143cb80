// Does to the modules in dist/ what `tsc` cannot: minifies their style sheets, and puts the files beside them that are no modules.
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { minifyStyles } from './minify-styles.ts';

const styles = (await readdir('dist/components', { recursive: true })).filter((file) => file.endsWith('.styles.js'));
await Promise.all(
  styles
    .map((file) => join('dist/components', file))
    .map(async (file) => writeFile(file, await minifyStyles(await readFile(file, 'utf8')))),
);
await cp('server/local/python/sandbox', 'dist/server/local/python/sandbox', { recursive: true });
