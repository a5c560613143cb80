// Weighs what `npm run build` has left in dist/, as a page loads it: gzipped, each file alone. Fails where a limit is passed.
import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Leaves out what is loaded when it is needed first. @type {import('esbuild').Plugin} */
const withoutLaterParts = {
  name: 'without-later-parts',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : null));
  },
};

const annotatedMessage = 'components/annotated-message/annotated-message';
const adapter = 'server/index';
const answer = [/^cdn-annotated-message-/];
const sources = [/^cdn-message-sources-/];
const rich = [/^cdn-rich-markdown-/, /^cdn-rich\.styles-/];

// In kB of 1,000 bytes.
const weights = [
  { what: '<annotated-message>, ready for text', limit: 28.8, size: await sizeInBundle(annotatedMessage) },
  { what: 'the chat, ready to type', limit: 45, size: await sizeOfFiles(['cdn.js']) },
  { what: 'the chat, showing an answer in prose', limit: 66, size: await sizeOfFiles(['cdn.js', ...answer]) },
  {
    what: 'the same, with tables, code, bare links',
    limit: 78,
    size: await sizeOfFiles(['cdn.js', ...answer, ...rich]),
  },
  {
    what: 'the same, with its sources',
    limit: 91.7,
    size: await sizeOfFiles(['cdn.js', ...answer, ...rich, ...sources]),
  },
  { what: 'the adapter, with all engines', limit: 80, size: await sizeInBundle(adapter, { packages: 'external' }) },
  { what: 'the same, with hono and openai', limit: 180, size: await sizeInBundle(adapter) },
];

for (const { what, limit, size } of weights) {
  const verdict = size > limit ? '   too much' : '';
  console.log(`${what.padEnd(40)}${size.toFixed(1).padStart(6)} kB   limit ${String(limit).padStart(3)} kB${verdict}`);
}
if (weights.some(({ limit, size }) => size > limit)) process.exit(1);

/**
 * A module with everything it imports statically, as the bundler of a page or of a worker puts it into one file.
 * @param {string} module @param {import('esbuild').BuildOptions} [options]
 */
async function sizeInBundle(module, options = {}) {
  const { outputFiles } = await build({
    entryPoints: [`dist/${module}.js`],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    plugins: [withoutLaterParts],
    ...options,
  });
  return gzipped(outputFiles[0].contents);
}

/** Files of the ready-made build, with all that they import statically. */
async function sizeOfFiles(names) {
  const files = await readdir('dist');
  const entries = names.map((name) => files.find((file) => file.endsWith('.js') && file.match(name)) ?? String(name));
  const { metafile } = await build({
    entryPoints: entries.map((entry) => `dist/${entry}`),
    bundle: true,
    format: 'esm',
    metafile: true,
    write: false,
    outdir: 'dist',
    plugins: [withoutLaterParts],
  });
  const sizes = await Promise.all(Object.keys(metafile.inputs).map(async (file) => gzipped(await readFile(file))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function gzipped(contents) {
  return gzipSync(contents, { level: 9 }).length / 1000;
}
