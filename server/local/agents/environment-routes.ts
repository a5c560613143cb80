import { Hono } from 'hono';
import type { EnvironmentInfo } from 'openai/resources/beta/agents/environments';
import type { EnvironmentFile } from 'openai/resources/beta/agents/environments/files';
import { Fields } from '../fields.ts';
import { pageOf, readPageQuery } from '../page.ts';
import type { AgentsParts } from './agents-app.ts';
import { readPlacedFile } from './read-placed-file.ts';
import { hostedFiles, type PlacedFile } from './session.ts';

/** `/v1/agents/environments`: where the commands of a session run, and the files there. */
export function environmentRoutes({ sessions, files, stamp }: AgentsParts): Hono {
  return new Hono()
    .get('/:id', async (context) => {
      const { environment } = await sessions.environment(context.req.param('id'));
      const info: EnvironmentInfo = {
        id: environment.id,
        object: 'agent.environment',
        type: 'openai_hosted',
        status: 'connected',
        files: hostedFiles(environment),
        plugins: [],
        skills: [],
      };
      return context.json(info);
    })
    .post('/:id/files', async (context) => {
      const { sessionId, environment } = await sessions.environment(context.req.param('id'));
      const file = await readPlacedFile(await Fields.of(context.req.raw), files, stamp);
      await sessions.place(sessionId, file);
      return context.json(fileObject(environment.id, file));
    })
    .get('/:id/files', async (context) => {
      const { environment } = await sessions.environment(context.req.param('id'));
      const url = new URL(context.req.url);
      const folder = url.searchParams.get('path') ?? '/workspace';
      const listed = environment.files
        .filter(({ path }) => path.startsWith(`${folder.replace(/\/$/, '')}/`))
        .toSorted((a, b) => (a.path < b.path ? -1 : 1));
      const page = url.searchParams.get('page');
      const { limit, order } = readPageQuery(url.searchParams);
      const { data, has_more } = pageOf(listed, { limit, order, ...(page && { after: page }) });
      const next = has_more ? (data.at(-1)?.id ?? null) : null;
      return context.json({
        object: 'list',
        data: data.map((file) => fileObject(environment.id, file)),
        has_more,
        next,
      });
    });
}

function fileObject(environmentId: string, { path, bytes }: PlacedFile): EnvironmentFile {
  return { environment_id: environmentId, object: 'agent.environment.file', path, size_bytes: bytes };
}
