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

// The compiler overlooks an import within a method whose class has decorators: such a file would be there for nobody.
for (const file of await readdir('dist', { recursive: true })) {
  if (file.endsWith('.js') && /import\('\.[^']*\.ts'\)/.test(await readFile(join('dist', file), 'utf8')))
    throw new Error(`dist/${file} imports TypeScript: import it from a function outside of its class.`);
}
