import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CustomElementsManifest, ElementDeclaration } from './element-page.ts';

/** What a build of the package tells of itself. */
export interface PackageFacts {
  readonly version: string;
  readonly description: string;
  readonly elements: readonly { readonly element: ElementDeclaration; readonly module: string }[];
  /** Of the ready-made files, by their names. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** Reads what the build has left in the package's folder. */
export async function readPackage(home: string): Promise<PackageFacts> {
  const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(home, file), 'utf8'));
  const { version, description } = (await json('package.json')) as PackageFacts;
  const { modules } = (await json('dist/custom-elements.json')) as CustomElementsManifest;
  const elements = modules.flatMap(({ path, declarations }) =>
    declarations.map((element) => ({ element, module: path })),
  );
  return {
    version,
    description,
    elements: elements.toSorted((a, b) => (a.element.tagName < b.element.tagName ? -1 : 1)),
    hashes: (await json('dist/cdn-integrity.json')) as PackageFacts['hashes'],
  };
}
