import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    // Tells Vue which tags are elements of the page, so that it does not look for components of that name.
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.includes('-') } } }),
  ],
  // The style sheet that the apps of all frameworks have in common.
  publicDir: '../shared',
  // `npm start` in the root of the repository serves an adapter there.
  server: { proxy: { '/api': process.env.ADAPTER ?? 'http://localhost:5173' } },
});
