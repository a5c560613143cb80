import { Hono } from 'hono';
import { eventStreamHeaders } from '../answering/event-stream.ts';
import { fileDownload } from '../files/file-download.ts';
import { faultName, readFault } from '../fault.ts';
import { Fields } from '../fields.ts';
import { pageOf, readPageQuery } from '../page.ts';
import type { AgentsParts } from './agents-app.ts';
import { readInputs } from './read-input.ts';

/** `/v1/agents/sessions/:id/…`: events in and out, and what they leave: turns, items and artifacts. */
export function sessionPartsRoutes({ sessions, streams, turns }: AgentsParts): Hono {
  return new Hono()
    .get('/:id/events', async (context) => {
      const { id } = await turns.session(context.req.param('id'));
      const events = streams.listen(id, readFault(context.req.header(faultName)));
      return new Response(events, { headers: eventStreamHeaders });
    })
    .post('/:id/events', async (context) => {
      const inputs = readInputs(await Fields.of(context.req.raw));
      const fault = readFault(context.req.header(faultName));
      await turns.submit(context.req.param('id'), inputs, fault, context.req.header('idempotency-key'));
      return context.body(null, 202);
    })
    .get('/:id/items', async (context) => {
      const { id } = await turns.session(context.req.param('id'));
      return context.json(pageOf(await sessions.items(id), readPageQuery(new URL(context.req.url).searchParams)));
    })
    .get('/:id/turns', async (context) => {
      const { id } = await turns.session(context.req.param('id'));
      return context.json(pageOf(await sessions.turns(id), readPageQuery(new URL(context.req.url).searchParams)));
    })
    .get('/:id/turns/:turnId', async (context) => {
      const { id } = await turns.session(context.req.param('id'));
      return context.json(await sessions.turn(id, context.req.param('turnId')));
    })
    .get('/:id/turns/:turnId/items', async (context) => {
      const { id } = await turns.session(context.req.param('id'));
      const turn = await sessions.turn(id, context.req.param('turnId'));
      const items = (await sessions.items(id)).filter(({ turn_id }) => turn_id === turn.id);
      return context.json(pageOf(items, readPageQuery(new URL(context.req.url).searchParams)));
    })
    .get('/:id/artifacts', async (context) => {
      const query = new URL(context.req.url).searchParams;
      const artifacts = (await sessions.artifacts(context.req.param('id'))).map(({ artifact }) => artifact);
      return context.json(pageOf(artifacts, readPageQuery(query)));
    })
    .get('/:id/artifacts/:artifactId', async (context) => {
      const { id, artifactId } = context.req.param();
      return context.json((await sessions.artifact(id, artifactId)).artifact);
    })
    .get('/:id/artifacts/:artifactId/content', async (context) => {
      const { id, artifactId } = context.req.param();
      const artifact = await sessions.artifact(id, artifactId);
      const name = artifact.artifact.path.split('/').at(-1) ?? 'file';
      return fileDownload(name, await sessions.content(artifact));
    })
    .delete('/:id/artifacts/:artifactId', async (context) => {
      const { id, artifactId } = context.req.param();
      await sessions.removeArtifact(id, artifactId);
      return context.json({ id: artifactId, object: 'agent.session.artifact.deleted', deleted: true });
    });
}
