import type { AppUnderTest } from './describe-app.ts';

/** The apps of the folder `demo/`. */
export const apps: readonly AppUnderTest[] = [
  { name: 'plain' },
  { name: 'vue', hotFile: 'src/App.vue', server: 'src/server.ts' },
  { name: 'svelte', hotFile: 'src/App.svelte', server: 'src/server.ts' },
  { name: 'angular', hotFile: 'src/app.ts' },
  { name: 'react', hotFile: 'src/app.tsx', server: 'src/server.tsx' },
];
