import type { PackageFacts } from './package-facts.ts';

/** The notes of a release: what has changed, and the hashes of the files that were built from it. */
export function releaseNotes(changes: string, { hashes, version }: PackageFacts): string {
  return `${changes}

## The ready-made file of ${version}

The hashes of the files of this build, as \`dist/cdn-integrity.json\` in the package has them. Put the folder \`dist/\` of the package beside your pages as \`/assistant-kit/\`, or change that name:

\`\`\`html
${integrityMarkup(hashes)}
\`\`\``;
}

/** Puts the hashes of this build in the place of those that a guide leaves out. */
export function withHashes(markdown: string, hashes: PackageFacts['hashes']): string {
  return markdown.replaceAll('sha384-…', () => hashes['./cdn.js'] ?? '');
}

/** Where the release notes take the files to be. */
const folder = '/assistant-kit';

/** What a page writes to load the ready-made file and all that it loads later, held against their hashes. */
function integrityMarkup(hashes: PackageFacts['hashes']): string {
  const map = Object.entries(hashes).map(([file, hash]) => `  "${folder}/${file.slice(2)}": "${hash}"`);
  return `<script type="importmap">
{ "integrity": {
${map.join(',\n')}
} }
</script>
<script type="module" src="${folder}/cdn.js" integrity="${hashes['./cdn.js'] ?? ''}"></script>`;
}
