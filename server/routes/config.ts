import { Hono } from 'hono';
import type { AdapterConfig } from '../../protocol/index.ts';
import type { Adapter } from '../adapter.ts';
import type { VisitEnv } from '../access/visit.ts';
import type { AssistantOptions } from '../options.ts';

/** `GET /config`: what this adapter offers. */
export function configRoutes({ engine, limits }: Adapter, { notice, store }: AssistantOptions): Hono<VisitEnv> {
  const { maxFileBytes, maxFiles, maxTextLength, accept } = limits;
  return new Hono<VisitEnv>().get('/', async (context) => {
    const { visit } = context.var;
    // A service that cannot be asked now is no reason to leave the page without a word; the first message will tell.
    await engine.examine?.(visit.request).catch(visit.report);
    const config: AdapterConfig = {
      engine: engine.name,
      capabilities: engine.capabilities,
      limits: { maxFileBytes, maxFiles, maxTextLength, accept },
      ...(store === undefined && engine.knowsTurns ? { threadsFirst: true } : {}),
      ...(notice === undefined ? {} : { notice }),
    };
    return context.json(config);
  });
}
