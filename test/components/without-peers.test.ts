import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import type { loadGrammar as LoadGrammar } from '../../components/code-colors/load-grammar.ts';
import type { loadTemml as LoadTemml } from '../../components/formulas/load-temml.ts';

/** Away from the checkout, whose packages a bundler would find. */
let folder: string;

/** The module as a bundler makes it on a machine on which nobody has installed what is optional. */
async function bundled(entry: string): Promise<unknown> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from './${entry}'`, resolveDir: folder },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`);
}

describe('without the optional packages', () => {
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assistant-without-peers-'));
    for (const part of ['code-colors', 'formulas'])
      await cp(`components/${part}`, join(folder, part), { recursive: true });
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('everything can be bundled, and code has no colours', async () => {
    const { loadGrammar } = (await bundled('code-colors/load-grammar.ts')) as {
      loadGrammar: typeof LoadGrammar;
    };
    for (const language of ['js', 'html', 'unknown']) assert.equal(await loadGrammar(language), undefined);
  });

  it('everything can be bundled, and formulas show their source', async () => {
    const { loadTemml } = (await bundled('formulas/load-temml.ts')) as { loadTemml: typeof LoadTemml };
    assert.equal(await loadTemml(), null);
  });
});
