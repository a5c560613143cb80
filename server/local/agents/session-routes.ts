import { Hono } from 'hono';
import { ApiError, invalid } from '../api-error.ts';
import { faultName, readFault } from '../fault.ts';
import { Fields, missing } from '../fields.ts';
import { readMetadata } from '../metadata.ts';
import { pageOf, readPageQuery } from '../page.ts';
import { type AgentConfig, defaultConfig, readAgentConfig } from './agent-config.ts';
import type { AgentsParts } from './agents-app.ts';
import { readFirstInput } from './read-input.ts';
import { readPlacedFile } from './read-placed-file.ts';
import { sessionObject, type StoredSession } from './session.ts';
import type { NewSession } from './session-library.ts';

/** `/v1/agents/sessions`: the sessions themselves. */
export function sessionRoutes(parts: AgentsParts): Hono {
  const { agents, sessions, streams, turns, stamp } = parts;
  return new Hono()
    .post('/', async (context) => {
      const body = await Fields.of(context.req.raw);
      if (body.boolean('stream'))
        throw invalid('This service streams the events of a session that is there.', 'stream');
      const agentId = body.string('agent_id');
      const saved = agentId === undefined ? undefined : await agents.config(agentId);
      const given = body.object('agent');
      if (!saved && !given?.has('model')) throw missing('agent.model');
      const config: AgentConfig = { ...defaultConfig, ...saved, ...(given && readAgentConfig(given)) };
      const environment = await readEnvironment(body, parts);
      const input = readFirstInput(body);
      if (environment.type === 'none' && !input) throw missing('input');
      const metadata = readMetadata(body) ?? {};
      const session = await sessions.create({ agentId: agentId ?? stamp.id('agent_'), config, metadata, environment });
      const fault = readFault(context.req.header(faultName));
      if (input) await turns.submit(session.id, [{ type: 'message', messages: input }], fault);
      return context.json(sessionObject(await sessions.get(session.id)));
    })
    .get('/', async (context) => {
      const query = new URL(context.req.url).searchParams;
      const agentId = query.get('agent_id');
      const fits = (session: StoredSession) =>
        (agentId === null || session.agentId === agentId) &&
        [...query].every(([key, value]) => {
          const name = /^metadata\[(.+)\]$/.exec(key)?.[1];
          return name === undefined || session.metadata[name] === value;
        });
      return context.json(pageOf((await sessions.list()).filter(fits).map(sessionObject), readPageQuery(query)));
    })
    .get('/:id', async (context) => context.json(sessionObject(await turns.session(context.req.param('id')))))
    .post('/:id', async (context) => {
      const { id, config } = await turns.session(context.req.param('id'));
      const body = await Fields.of(context.req.raw);
      const agent = body.object('agent');
      const { tools, reasoning } = agent ? readAgentConfig(agent) : {};
      const metadata = body.keys().includes('metadata') ? (readMetadata(body) ?? {}) : undefined;
      const changed = await sessions.change(id, {
        config: { ...config, ...(tools && { tools }), ...(reasoning && { reasoning }) },
        ...(metadata && { metadata }),
      });
      return context.json(sessionObject(changed));
    })
    .delete('/:id', async (context) => {
      const { id } = await sessions.get(context.req.param('id'));
      if (turns.isRunning(id)) throw new ApiError(409, 'The session is running; cancel its turn first.');
      await sessions.remove(id);
      streams.end(id);
      return context.json({ id, object: 'agent.session.deleted', deleted: true });
    });
}

async function readEnvironment(body: Fields, { files, stamp }: AgentsParts): Promise<NewSession['environment']> {
  const environment = body.object('environment');
  if (!environment) throw missing('environment');
  const type = environment.oneOf('type', ['none', 'openai_hosted']);
  if (!type) throw missing(environment.path('type'));
  if (type === 'none') return { type };
  const given = environment.objects('files') ?? [];
  return { type, files: await Promise.all(given.map((file) => readPlacedFile(file, files, stamp))) };
}
