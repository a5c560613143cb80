import { defineConfig } from 'vite';

/** Builds the one self-contained file for a `<script type="module">`; `tsc` builds everything else, module by module. */
export default defineConfig({
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    sourcemap: true,
    target: 'es2022',
    lib: { entry: 'components/cdn.ts', formats: ['es'], fileName: () => 'cdn.js' },
    rolldownOptions: { output: { chunkFileNames: 'cdn-[name]-[hash].js' } },
  },
});
