import { Hono } from 'hono';
import { Fields } from '../fields.ts';
import { readMetadata } from '../metadata.ts';
import { pageOf, readPageQuery } from '../page.ts';
import { readAgentConfig } from './agent-config.ts';
import type { AgentLibrary } from './agent-library.ts';

/** `/v1/agents`: agents that are saved. */
export function agentRoutes(agents: AgentLibrary): Hono {
  return new Hono()
    .post('/', async (context) => {
      const body = await Fields.of(context.req.raw);
      body.required('model');
      return context.json(await agents.create({ config: readAgentConfig(body), metadata: readMetadata(body) }));
    })
    .get('/', async (context) => {
      const query = new URL(context.req.url).searchParams;
      return context.json(pageOf(await agents.list(), readPageQuery(query)));
    })
    .get('/:id', async (context) => context.json(await agents.get(context.req.param('id'))))
    .post('/:id', async (context) => {
      const body = await Fields.of(context.req.raw);
      const change = { config: readAgentConfig(body), metadata: readMetadata(body) };
      return context.json(await agents.change(context.req.param('id'), change));
    })
    .delete('/:id', async (context) => {
      const id = context.req.param('id');
      await agents.remove(id);
      return context.json({ id, object: 'agent.deleted', deleted: true });
    });
}
