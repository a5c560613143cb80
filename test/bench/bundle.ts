import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

/** Files of the page by path, in memory. */
export type Bundle = ReadonlyMap<string, string>;

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The names of all subjects: those of their files. */
export const subjectNames = readdirSync(`${folder}subjects`).map((file) => file.replace(/\.ts$/, ''));

/** Builds the page and each subject as a site would for production; `minify` is off where their functions have to be told by name. */
export async function bundle({ minify }: { minify: boolean }): Promise<Bundle> {
  const subjects = subjectNames.map((name) => [`subjects/${name}`, `${folder}subjects/${name}.ts`]);
  const built = await build({
    configFile: false,
    root: folder,
    logLevel: 'warn',
    build: {
      write: false,
      minify,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries([['page', `${folder}page/page.ts`], ...subjects]),
        preserveEntrySignatures: 'strict',
        output: {
          postBanner: '//# allFunctionsCalledOnLoad',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  return new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code]] : [])));
}
