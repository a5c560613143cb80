import { defineConfig } from 'vite';

export default defineConfig({
  // The style sheet that the apps of all frameworks have in common.
  publicDir: '../shared',
  // `npm start` in the root of the repository serves an adapter there.
  server: { proxy: { '/api': process.env.ADAPTER ?? 'http://localhost:5173' } },
});
