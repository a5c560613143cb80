import angular from '@analogjs/vite-plugin-angular';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [angular({ tsconfig: 'tsconfig.json' })],
  // Angular's own packages ship classes whose fields the bundler would else define anew.
  resolve: { mainFields: ['module'] },
  // The style sheet that the apps of all frameworks have in common.
  publicDir: '../shared',
  // `npm start` in the root of the repository serves an adapter there.
  server: { proxy: { '/api': process.env.ADAPTER ?? 'http://localhost:5173' } },
});
