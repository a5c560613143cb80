import { spawn } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build, type BuildFailure, type BuildOptions } from 'esbuild';
import type { BuiltPage } from '../../../docs/site/built-page.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What a reader of the guides has of their own. */
const readersOwn = `
import type { Context } from 'hono';
import type { OpenAI } from 'openai';
import type { Authorize, BackendRequest, Engine, Owner, Store } from 'assistant-kit/server';

declare global {
  const client: OpenAI;
  const model: string;
  const engine: Engine;
  const authorize: Authorize;
  const secret: string;
  const store: Store;
  const settings: { assistantSecret: string };
  // Sections of the README go on from one block to the next.
  const assistant: typeof import('assistant-kit/server').assistant;
  const responses: typeof import('assistant-kit/server').responses;
  const accessKeyId: string;
  const secretAccessKey: string;
  interface GraphPiece {
    text: string;
    source?: { url: string; title: string; passage: string };
  }
  const graph: { stream(messages: BackendRequest['messages'], signal: AbortSignal): AsyncIterable<GraphPiece> };
  const letters: { send(owner: Owner, text: string, options: { signal: AbortSignal }): Promise<string> };
  function userOf(context: Context): { id: string } | undefined;
  function weatherOf(city: string, signal: AbortSignal): Promise<string>;
}
`;

const options = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: 'es2023',
  lib: ['es2024', 'dom', 'dom.iterable'],
  module: 'esnext',
  moduleResolution: 'bundler',
  moduleDetection: 'force',
  allowImportingTsExtensions: true,
  types: ['node'],
};

export interface CodeBlock {
  readonly slug: string;
  /** Where the file that shows it lies, from the root of the repository; what it imports is found from there. */
  readonly folder: string;
  readonly language: string;
  /** What else its fence says: that it is live, or runs on a server. */
  readonly word: string;
  readonly code: string;
}

/** Every block of code of the guides and elements, each once. */
export function codeBlocks(pages: readonly BuiltPage[]): CodeBlock[] {
  const all = pages
    // Not written to be run: it tells declarations only.
    .filter(({ slug }) => slug !== 'exports')
    .flatMap(({ slug, folder, markdown }) =>
      [...markdown.matchAll(/^```(\w+) ?(\w*)\n([^]*?)^```/gm)].map(([, language = '', word = '', code = '']) => ({
        slug,
        folder,
        language,
        word,
        code,
      })),
    );
  return [...new Map(all.map((block) => [block.code, block])).values()];
}

/** What a strict compiler says of the blocks of TypeScript, and of what the live ones import, beside the installed package. */
export async function compileBlocks(blocks: readonly CodeBlock[], installed: string): Promise<string> {
  const home = join(installed, 'guides');
  await cp(join(root, 'docs/live'), join(home, 'docs/live'), { recursive: true });
  const files = blocks
    .filter(({ language }) => language === 'ts')
    .map(({ slug, folder, code }, index) => ({ file: join(folder, `${slug}-${index}.ts`), code }));
  for (const { file, code } of files) {
    await mkdir(join(home, file, '..'), { recursive: true });
    await writeFile(join(home, file), code);
  }
  await writeFile(join(home, 'readers-own.d.ts'), readersOwn);
  await writeFile(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['.'] }));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const compiling = spawn(process.execPath, [compiler, '--project', home, '--pretty', 'false'], { cwd: home });
  return (await Promise.all([text(compiling.stdout), text(compiling.stderr)])).join('');
}

/** What is wrong with blocks of JavaScript that no page runs: their grammar, and names that the package does not export. */
export async function bundleBlocks(blocks: readonly CodeBlock[], installed: string): Promise<string[]> {
  const tried = blocks.filter(({ language, word }) => language === 'js' && word !== 'live');
  const results = tried.map(async ({ slug, code }) => {
    try {
      return (await build({ ...bundling, stdin: { contents: code, resolveDir: installed, sourcefile: slug } }))
        .warnings;
    } catch (error) {
      return (error as BuildFailure).errors;
    }
  });
  const messages = (await Promise.all(results)).flat();
  return messages.map(({ text: words, location }) => `${location?.file}:${location?.line} ${words}`);
}

/** Reads the package and nothing beside it. */
const bundling = {
  bundle: true,
  write: false,
  format: 'esm',
  logLevel: 'silent',
  plugins: [
    {
      name: 'others-external',
      setup(build) {
        build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || path.startsWith('assistant-kit') ? null : { path, external: true },
        );
      },
    },
  ],
} satisfies BuildOptions;
