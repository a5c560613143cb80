import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  readElements,
  type Described,
  type ElementFacts,
  type Manifest,
} from '../../../packaging/typings/read-elements.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** As far as their own file, or a file beside it that is no element, tells. */
interface Source {
  readonly own: string;
  readonly beside: string;
}

describe('the custom elements manifest, held against the source', () => {
  let folder: string;
  let manifest: Manifest;
  let elements: ElementFacts[];
  const sources = new Map<string, string>();

  before(async () => {
    await mkdir(join(root, '.cache'), { recursive: true });
    folder = await mkdtemp(join(root, '.cache/manifest-'));
    const analyzer = join(root, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
    const options = [
      '--config',
      'packaging/custom-elements-manifest.config.js',
      '--quiet',
      '--outdir',
      relative(root, folder),
    ];
    await promisify(execFile)(process.execPath, [analyzer, 'analyze', ...options], { cwd: root });
    manifest = JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8')) as Manifest;
    elements = readElements(manifest);
    for (const file of await readdir(join(root, 'components'), { recursive: true })) {
      if (file.endsWith('.ts'))
        sources.set(`components/${file}`, await readFile(join(root, 'components', file), 'utf8'));
    }
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('has every element that the package exports, and no other', () => {
    const exported = namesIn(
      sources.get('components/index.ts') ?? '',
      /\b(\w+) \} from '\.\/([a-z-]+)\/\2?[a-z-]*\.ts'/g,
    );
    const isElement = (name: string): boolean => [...sources.values()].some((text) => text.includes(`, ${name});`));
    assert.deepEqual(elements.map(({ name }) => name).sort(), exported.filter(isElement).sort());
  });

  it('describes everything that it has', () => {
    const nameless = manifest.modules
      .flatMap(({ declarations }) => declarations)
      .flatMap(({ tagName, members, events = [], slots = [], cssParts = [] }) =>
        [...members, ...events, ...slots, ...cssParts]
          .filter(({ description }) => !description)
          .map(({ name }) => `<${tagName}> ${name}`),
      );
    assert.deepEqual(nameless, []);
  });

  it('has every property, and the attribute that sets it', () => {
    for (const element of elements) {
      const declared = [...sourceOf(element).own.matchAll(/@property\(([^)]*)\)\s+(?:get )?(\w+)/g)];
      assert.deepEqual(
        element.properties.map(({ name, attribute }) => [name, attribute]).sort(),
        declared.map(([, options = '', name = '']) => [name, attributeOf(name, options)]).sort(),
        element.tagName,
      );
    }
  });

  it('has every event that an element dispatches', () => {
    const types = new Map(
      [...sources.values()]
        .flatMap((text) => [...text.matchAll(/class (\w+Event) extends Event[^]*?super\('([a-z-]+)'/g)])
        .map(([, type = '', name = '']) => [type, name]),
    );
    for (const element of elements) {
      const { own, beside } = sourceOf(element);
      const dispatched = namesIn(own + beside, /new (\w+Event)\(/g).flatMap((type) => types.get(type) ?? []);
      assert.deepEqual(missing(dispatched, element.events), [], element.tagName);
    }
  });

  it('has every slot and part of an element, and those that it hands on', () => {
    for (const element of elements) {
      const { own } = sourceOf(element);
      const slots = namesIn(own, /<slot(?: name="([a-z-]+)"[^>]*)?>/g);
      assert.deepEqual(missing(slots, element.slots), [], element.tagName);
      const exported = namesIn(own, /exportparts="([^"]*)"/g).flatMap((names) => names.split(/,\s*/));
      assert.deepEqual(missing([...partsIn(own), ...exported], element.parts), [], element.tagName);
    }
  });

  it('has every part that files beside an element give it', () => {
    for (const element of elements) {
      const { beside } = sourceOf(element);
      const ofFolder = elements.filter(({ module }) => dirname(module) === dirname(element.module));
      assert.deepEqual(
        missing(
          partsIn(beside),
          ofFolder.flatMap(({ parts }) => parts),
        ),
        [],
        element.tagName,
      );
    }
    const markdown = [...sources].filter(([file]) => file.startsWith('components/markdown/')).map(([, text]) => text);
    const message = elements.find(({ tagName }) => tagName === 'annotated-message');
    assert.deepEqual(missing(partsIn(markdown.join('')), message?.parts ?? []), []);
  });

  it('has every custom property', () => {
    const used = new Set(namesIn([...sources.values()].join(''), /var\(\s*(--assistant-[a-z-]+)/g));
    assert.ok(used.size > 10);
    for (const { tagName, cssProperties } of elements) {
      assert.deepEqual(cssProperties.map(({ name }) => name).sort(), [...used].sort(), tagName);
    }
  });

  it('knows every element by its tag, as documents do', () => {
    for (const [file, text] of sources) {
      for (const [, tag, name] of text.matchAll(/customElements\.define\('([a-z-]+)', (\w+)\)/g)) {
        assert.match(text, new RegExp(`interface HTMLElementTagNameMap \\{\\s*'${tag}': ${name};`), file);
      }
    }
  });

  function sourceOf({ module }: ElementFacts): Source {
    const path = module.replace(/^dist\/(.*)\.js$/, '$1.ts');
    const beside = [...sources].filter(
      ([file, text]) => dirname(file) === dirname(path) && !text.includes('customElements.define'),
    );
    return { own: sources.get(path) ?? '', beside: beside.map(([, text]) => text).join('') };
  }
});

function partsIn(text: string): string[] {
  return namesIn(text, /(?: part="|'part', ')([a-z-]+)/g);
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

function missing(names: readonly string[], known: readonly Described[]): string[] {
  return names.filter((name) => !known.some((one) => one.name === name && one.description));
}

function attributeOf(name: string, options: string): string | undefined {
  if (options.includes('attribute: false')) return undefined;
  return /attribute: '([a-z-]+)'/.exec(options)?.[1] ?? name.toLowerCase();
}
