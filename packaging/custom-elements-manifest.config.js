// How `cem analyze` reads the elements: only what a page may use stays in the manifest, and each event has the class it is of.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const read = (file) => readFileSync(join('components', file), 'utf8');
const sources = readdirSync('components', { recursive: true }).filter((file) => file.endsWith('.ts'));

/** What `assistant-kit` exports as elements, and nothing that they are made of. */
const elements = [...read('index.ts').matchAll(/from '\.\/(.*)'/g)]
  .map(([, file]) => file)
  .filter((file) => read(file).includes('customElements.define'));

/** Names of events to their classes, as the files that declare `HTMLElementEventMap` tell them. */
const eventTypes = new Map(
  sources
    .map(read)
    .filter((text) => text.includes('interface HTMLElementEventMap'))
    .flatMap((text) => [...text.matchAll(/^ {4}'([a-z-]+)': (\w+Event);/gm)].map(([, name, type]) => [name, type])),
);

/** Events of the platform that some elements dispatch too. */
const platformEvents = new Set(['change', 'close']);

/** What several elements have is described once, at the styles that they share. */
const cssProperties = described(read('styles/tokens.styles.ts'), 'cssprop');
const markdownParts = described(read('markdown/markdown.styles.ts'), 'csspart');

/** Turns what the analyzer has seen into what a page may rely on. */
const publicOnly = {
  name: 'public-only',
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      module.path = built(module.path);
      module.declarations = module.declarations.filter(({ customElement }) => customElement);
      const names = new Set(module.declarations.map(({ name, tagName }) => [name, tagName]).flat());
      module.exports = module.exports.filter(({ name }) => names.has(name));
      for (const { declaration } of module.exports) declaration.module = built(declaration.module);
      for (const element of module.declarations) describe(element, moduleText(module));
    }
    const all = customElementsManifest.modules.flatMap(({ declarations }) => declarations);
    for (const module of customElementsManifest.modules)
      for (const element of module.declarations) addExportedParts(element, moduleText(module), all);
  },
};

function describe(element, text) {
  element.members = element.members.filter(
    ({ name, privacy, static: isStatic }) => privacy === undefined && !isStatic && !/^form\w+Callback$/.test(name),
  );
  // The comment at the head of a class is right; the analyzer takes every `dispatchEvent()`, also to something within.
  element.events = (element.events ?? []).filter(({ name, description }) => name && description);
  for (const event of element.events) {
    const type = eventTypes.get(event.name) ?? (platformEvents.has(event.name) ? 'Event' : undefined);
    if (!type) throw new Error(`<${element.tagName}> fires ${event.name}, which HTMLElementEventMap does not know.`);
    event.type = { text: type };
  }
  element.cssProperties = cssProperties;
  if (/\b(?:markdown|prose)Styles\b/.test(text)) element.cssParts.push(...markdownParts);
}

/** Parts of elements within, which the outer one hands on, are what the inner one says they are. */
function addExportedParts(element, text, all) {
  const inner = new Map(all.flatMap(({ cssParts = [] }) => cssParts).map((part) => [part.name, part]));
  const exported = [...text.matchAll(/exportparts="([^"]*)"/g)].flatMap(([, names]) => names.split(/,\s*/));
  const known = new Set(element.cssParts?.map(({ name }) => name));
  for (const name of exported.filter((name) => !known.has(name))) {
    if (!inner.has(name)) throw new Error(`<${element.tagName}> exports the part ${name}, which is nowhere described.`);
    element.cssParts?.push(inner.get(name));
  }
}

function described(text, tag) {
  const lines = text.matchAll(new RegExp(`^ \\* @${tag} (\\S+) - (.*)$`, 'gm'));
  return [...lines].map(([, name, description]) => ({ name, description }));
}

function moduleText({ path }) {
  return readFileSync(path.replace(/^dist\/(.*)\.js$/, '$1.ts'), 'utf8');
}

function built(path) {
  return path.replace(/^\/?(.*)\.ts$/, 'dist/$1.js');
}

export default {
  globs: elements.map((file) => `components/${file}`),
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [publicOnly],
};
