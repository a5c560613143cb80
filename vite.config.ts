import { defineConfig } from 'vite';
import { minifyStyles } from './packaging/minify-styles.ts';

/** The package it comes in leaves it out. */
const pdfjsLicence =
  '/*! PDF.js, copyright Mozilla Foundation, under the Apache License 2.0: http://www.apache.org/licenses/LICENSE-2.0 */';

/** Has V8 compile a whole file while it loads, off the main thread: function by function as the first answer comes takes longer than to show it. */
const compileHint = '//# allFunctionsCalledOnLoad';
const banners: Readonly<Record<string, string>> = {
  pdfjs: pdfjsLicence,
  'annotated-message': compileHint,
  'markdown-view': compileHint,
  'rich-markdown': compileHint,
  'message-sources': compileHint,
};

/** Builds the one self-contained file for a `<script type="module">`; `tsc` builds everything else, module by module. */
export default defineConfig({
  plugins: [
    {
      name: 'minify-styles',
      apply: 'build',
      transform: {
        filter: { id: /\.styles\.ts$/ },
        // Behind a style sheet nothing is left that a source map could lead to.
        handler: async (module) => ({ code: await minifyStyles(module), map: null }),
      },
    },
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    sourcemap: true,
    target: 'es2022',
    lib: { entry: 'components/cdn.ts', formats: ['es'], fileName: () => 'cdn.js' },
    rolldownOptions: {
      output: {
        // For a library Vite keeps the white space, for the bundler of whoever uses it; behind this file there is none.
        minify: true,
        chunkFileNames: 'cdn-[name]-[hash].js',
        postBanner: ({ name }) => banners[name] ?? '',
        // What is needed at first is one chunk: it compresses better, and takes no second round trip.
        codeSplitting: { groups: [{ name: 'chat', tags: ['$initial'] }] },
      },
    },
  },
});
