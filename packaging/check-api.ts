// Holds what `npm run build` has left in dist/ against `api.md`, so that no change of the public surface goes by unseen.
import { readFile, writeFile } from 'node:fs/promises';
import { reportApi } from './typings/report-api.ts';

const { exports } = JSON.parse(await readFile('package.json', 'utf8')) as { exports: Record<string, string> };
// The ready-made file has what the first entry has, and the types for frameworks say again what the elements do.
const declared = Object.entries(exports)
  .filter(([, file]) => file.endsWith('.js') && !/\*|\/frameworks\/|cdn\.js$/.test(file))
  .map(([entry, file]) => [`assistant-kit${entry.slice(1)}`, file.replace(/\.js$/, '.d.ts')] as const);
const report = `# The public surface

Written by \`npm run api -- --renew\`. What differs here differs for everybody who uses the package.

${reportApi(Object.fromEntries(declared))}`;

if (process.argv.includes('--renew')) {
  await writeFile('api.md', report);
} else if ((await readFile('api.md', 'utf8').catch(() => '')) !== report) {
  throw new Error(
    'The public surface is not what api.md says. If that is meant: npm run api -- --renew, and commit it.',
  );
}
