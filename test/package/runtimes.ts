import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { quickCases } from '../runtimes/conformance.ts';
import { nodeAtHand } from '../runtimes/platforms/node.ts';
import { vercel } from '../runtimes/platforms/vercel.ts';
import { tryPlatform } from '../runtimes/try-platform.ts';
import type { InstalledPackage } from './installed-package.ts';

/** The runtimes that are here without being fetched; `npm run test:runtimes` has the others. */
export function describeRuntimes(installed: () => InstalledPackage): void {
  describe('as an adapter', () => {
    for (const platform of [nodeAtHand, vercel]) {
      it(`runs on ${platform.name} ${platform.version}, by demo/deploy/${platform.target}`, async () => {
        const { failures } = await tryPlatform(platform, installed().folder, quickCases);
        assert.deepEqual(failures, Object.fromEntries(Object.keys(quickCases).map((title) => [title, undefined])));
      });
    }
  });
}
