import type { Case } from './conformance.ts';
import type { Platform } from './platform.ts';
import { place } from './site.ts';
import { startUpstream } from './upstream.ts';

export interface Verdict {
  platform: Platform;
  /** By case: undefined where it passed, else what went wrong. */
  failures: Record<string, unknown>;
}

/**
 * Starts a target of `demo/deploy/` on a platform and has it pass each case.
 * @param site where the package is installed
 * @throws where it does not start
 */
export async function tryPlatform(
  platform: Platform,
  site: string,
  cases: Readonly<Record<string, Case>>,
): Promise<Verdict> {
  const { name, target, largestFile = Number.POSITIVE_INFINITY } = platform;
  const upstream = await startUpstream(site);
  try {
    const running = await platform.start({
      folder: await place(target, site, name),
      environment: {
        PATH: process.env['PATH'] ?? '',
        OPENAI_API_KEY: 'any',
        OPENAI_BASE_URL: upstream.url,
        OPENAI_MODEL: 'local-rules',
        ASSISTANT_SECRET: 'a secret of at least thirty-two characters',
      },
    });
    const failures: Record<string, unknown> = {};
    try {
      const url = `${running.origin}/api/assistant`;
      for (const [title, check] of Object.entries(cases)) {
        failures[title] = await check({ url, upstream, largestFile }).catch((error: unknown) => error);
      }
    } finally {
      await running.close();
    }
    return { platform, failures };
  } finally {
    upstream.close();
  }
}
