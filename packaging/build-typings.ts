// Makes from the manifest, which the analyzer has left in dist/, what editors and frameworks want to know of the elements.
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { cssData, htmlData } from './typings/custom-data.ts';
import { declareReact } from './typings/declare-react.ts';
import { declareSvelte } from './typings/declare-svelte.ts';
import { declareVue } from './typings/declare-vue.ts';
import { readElements, type Manifest } from './typings/read-elements.ts';

const manifest = JSON.parse(await readFile('dist/custom-elements.json', 'utf8')) as Manifest;
const elements = readElements(manifest);
const declarations = { react: declareReact, svelte: declareSvelte, vue: declareVue };

await mkdir('dist/frameworks', { recursive: true });
for (const [framework, declare] of Object.entries(declarations)) {
  await writeFile(`dist/frameworks/${framework}.d.ts`, declare(elements));
  // For bundlers, since somebody will import these files by name without `type`.
  await writeFile(`dist/frameworks/${framework}.js`, 'export {};\n');
  // Who imports the elements has the types of their framework too, without asking.
  await appendFile('dist/components/index.d.ts', `\nimport '../frameworks/${framework}.js';`);
}
await writeFile('dist/cdn.d.ts', "export * from './components/cdn.js';\n");
await writeFile('dist/html-custom-data.json', JSON.stringify(htmlData(elements)));
await writeFile('dist/css-custom-data.json', JSON.stringify(cssData(elements)));
