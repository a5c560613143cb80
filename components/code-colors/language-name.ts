/** Other names that a fence may give a language, or the end of a file's name. */
const others: Readonly<Record<string, string>> = {
  javascript: 'js mjs cjs jsx',
  typescript: 'ts tsx mts cts',
  json: 'json5 jsonc jsonl ndjson geojson ipynb webmanifest',
  python: 'py python3',
  html: 'htm xhtml vue svelte',
  xml: 'svg mathml',
  shell: 'sh bash zsh console',
  powershell: 'ps1 pwsh',
  postgresql: 'postgres pgsql',
  c: 'h',
  cpp: 'c++ cc hpp',
  csharp: 'cs c#',
  kotlin: 'kt',
  objectivec: 'objc',
  go: 'golang',
  rust: 'rs',
  ruby: 'rb',
  yaml: 'yml',
  properties: 'ini cfg env dotenv',
  diff: 'patch',
  dockerfile: 'docker',
  protobuf: 'proto',
  julia: 'jl',
  octave: 'matlab',
  perl: 'pl',
  haskell: 'hs',
  latex: 'tex',
};

const names = new Map(
  Object.entries(others).flatMap(([name, aliases]) => aliases.split(' ').map((alias) => [alias, name] as const)),
);

/** The one name of a language that its grammar goes by. */
export function languageName(name: string): string {
  return names.get(name) ?? name;
}
