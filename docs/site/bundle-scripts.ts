import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

export interface LiveScript {
  readonly slug: string;
  readonly code: string;
  /** Where its file lies, from which it imports. */
  readonly folder: string;
}

export interface ScriptOptions {
  readonly scripts: readonly LiveScript[];
  /** Where `assistant-kit` is found, as an import of it from there finds it. */
  readonly packageFolder: string;
  readonly out: string;
}

const pageFolder = fileURLToPath(new URL('page/', import.meta.url));

/** Bundles what the pages run, as somebody with a bundler has it: each example alone, what several need once. */
export async function bundleScripts({ scripts, packageFolder, out }: ScriptOptions): Promise<void> {
  const shared = { bundle: true, minify: true, target: 'es2022', outdir: out, logLevel: 'warning' } as const;
  await build({ ...shared, entryPoints: [join(pageFolder, 'before-drawing.ts')], format: 'iife' });
  await build({
    ...shared,
    entryPoints: [
      { in: join(pageFolder, 'site.ts'), out: 'site' },
      ...scripts.map(({ slug }) => ({ in: `live:${slug}`, out: `live/${slug}` })),
    ],
    format: 'esm',
    splitting: true,
    chunkNames: 'live/chunk-[hash]',
    plugins: [liveScripts(scripts), packageFrom(packageFolder)],
  });
}

/** Reads the examples from the pages that show them. */
function liveScripts(scripts: readonly LiveScript[]): Plugin {
  return {
    name: 'live-scripts',
    setup(build) {
      build.onResolve({ filter: /^live:/ }, ({ path }) => ({ path: path.slice('live:'.length), namespace: 'live' }));
      build.onLoad({ filter: /./, namespace: 'live' }, ({ path }) => {
        const script = scripts.find(({ slug }) => slug === path);
        return script ? { contents: script.code, resolveDir: script.folder } : null;
      });
    },
  };
}

function packageFrom(resolveDir: string): Plugin {
  return {
    name: 'package',
    setup(build) {
      build.onResolve({ filter: /^(assistant-kit|@lit\/context)(\/|$)/ }, ({ path, kind, pluginData }) =>
        pluginData === 'found' ? null : build.resolve(path, { resolveDir, kind, pluginData: 'found' }),
      );
    },
  };
}
