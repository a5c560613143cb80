import { Hono } from 'hono';
import type { AdapterConfig } from '../../protocol/index.ts';
import type { Adapter } from '../adapter.ts';
import type { VisitEnv } from '../access/visit.ts';

/** `GET /config`: what this adapter offers. */
export function configRoutes({ engine, limits }: Adapter, notice: string | undefined): Hono<VisitEnv> {
  const { maxFileBytes, maxFiles, maxTextLength, accept } = limits;
  const config: AdapterConfig = {
    engine: engine.name,
    capabilities: engine.capabilities,
    limits: { maxFileBytes, maxFiles, maxTextLength, accept },
    ...(notice === undefined ? {} : { notice }),
  };
  return new Hono<VisitEnv>().get('/', (context) => context.json(config));
}
