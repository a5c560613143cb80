// `npm run edge`: what ships for edge runtimes, as built, asks for nothing that only Node has; nor does what it brings along.
import { builtinModules } from 'node:module';
import { build } from 'esbuild';

const stores = ['durable-objects-store', 'r2-file-store', 'redis-store', 's3-file-store'];
const entries = ['dist/server/index.js', ...stores.map((store) => `dist/server/stores/${store}.js`)];
const globals = ['process', 'Buffer', 'global', 'require', 'module', '__dirname', '__filename', 'setImmediate'];
const builtins = new Set(builtinModules);

const complaints = [];
for (const entry of entries) {
  const own = await bundle(entry, { packages: 'external', define: marked(globals) });
  for (const name of globals) if (own.text.includes(mark(name))) complaints.push(`${entry} uses the global ${name}.`);
  const whole = await bundle(entry, {});
  for (const path of new Set([...own.imports, ...whole.imports])) {
    if (path.startsWith('node:') || builtins.has(path)) complaints.push(`${entry} imports ${path}.`);
  }
}
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exit(1);
console.log(`${entries.length} entries run where there is no Node`);

/** @param {string} entry @param {import('esbuild').BuildOptions} options */
async function bundle(entry, options) {
  const { metafile, outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'dist',
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: ['node:*', ...builtins],
    ...options,
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  return { text: outputFiles[0].text, imports };
}

/** Has the bundler write another name where one is not declared in the file; a property or a variable called so is none. */
function marked(names) {
  return Object.fromEntries(names.map((name) => [name, mark(name)]));
}

function mark(name) {
  return `onlyInNode_${name}`;
}
