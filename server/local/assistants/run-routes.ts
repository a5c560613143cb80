import { Hono } from 'hono';
import { eventStream, eventStreamHeaders } from '../answering/event-stream.ts';
import { type Fault, faultName, readFault } from '../fault.ts';
import { Fields, missing } from '../fields.ts';
import { readMetadata } from '../metadata.ts';
import { pageOf, readPageQuery } from '../page.ts';
import { readRunRequest } from './read-run-request.ts';
import type { ToolOutput } from './run-library.ts';
import { shownStep } from './run-object.ts';
import { encodeThreadEvent } from './thread-event.ts';
import { none } from './thread-library.ts';
import { makeThread, type ThreadParts } from './thread-routes.ts';
import type { ThreadRun } from './thread-run.ts';

const stepContent = 'step_details.tool_calls[*].file_search.results[*].content';

/** `/v1/threads/:threadId/runs` with their steps, and `/v1/threads/runs`, which makes a thread for a run. */
export function runRoutes(parts: ThreadParts): Hono {
  const { runs } = parts;
  return new Hono()
    .post('/runs', async (context) => {
      const body = await Fields.of(context.req.raw);
      const request = readRunRequest(body);
      const fault = faultOf(context.req.header(faultName), request.metadata);
      const threadId = await makeThread(body.object('thread') ?? new Fields({}), parts);
      const resources = await parts.resources.read(body);
      if (resources) await parts.threads.change(threadId, { tool_resources: resources });
      return answer(await runs.create(threadId, request, fault, true), request.stream, fault);
    })
    .post('/:threadId/runs', async (context) => {
      const request = readRunRequest(await Fields.of(context.req.raw));
      const fault = faultOf(context.req.header(faultName), request.metadata);
      return answer(await runs.create(context.req.param('threadId'), request, fault), request.stream, fault);
    })
    .get('/:threadId/runs', async (context) => {
      const query = new URL(context.req.url).searchParams;
      return context.json(pageOf(await runs.list(context.req.param('threadId')), readPageQuery(query)));
    })
    .get('/:threadId/runs/:id', async (context) => {
      const { threadId, id } = context.req.param();
      return context.json(await runs.get(threadId, id));
    })
    .post('/:threadId/runs/:id', async (context) => {
      const { threadId, id } = context.req.param();
      const metadata = readMetadata(await Fields.of(context.req.raw));
      return context.json(metadata ? await runs.setMetadata(threadId, id, metadata) : await runs.get(threadId, id));
    })
    .post('/:threadId/runs/:id/cancel', async (context) => {
      const { threadId, id } = context.req.param();
      return context.json(await runs.cancel(threadId, id));
    })
    .post('/:threadId/runs/:id/submit_tool_outputs', async (context) => {
      const { threadId, id } = context.req.param();
      const body = await Fields.of(context.req.raw);
      const fault = readFault(context.req.header(faultName));
      const run = await runs.submit(threadId, id, readOutputs(body), fault);
      return answer(run, body.boolean('stream') ?? false, fault);
    })
    .get('/:threadId/runs/:id/steps', async (context) => {
      const { threadId, id } = context.req.param();
      const query = new URL(context.req.url).searchParams;
      const steps = (await runs.steps(threadId, id)).map((step) => shownStep(step, includesContent(query)));
      return context.json(pageOf(steps, readPageQuery(query)));
    })
    .get('/:threadId/runs/:id/steps/:stepId', async (context) => {
      const { threadId, id, stepId } = context.req.param();
      const query = new URL(context.req.url).searchParams;
      const step = (await runs.steps(threadId, id)).find((each) => each.id === stepId);
      if (!step) throw none('run step', stepId);
      return context.json(shownStep(step, includesContent(query)));
    });
}

/** A run goes on when its connection does not: only cancelling ends it. */
function answer(threadRun: ThreadRun, isStreamed: boolean, fault: Fault): Response {
  if (!isStreamed) return Response.json(threadRun.run);
  const events = eventStream(threadRun.log, { encode: encodeThreadEvent, fault });
  return new Response(events, { headers: eventStreamHeaders });
}

function faultOf(header: string | undefined, metadata: Record<string, string>): Fault {
  return { ...readFault(header), ...readFault(metadata[faultName]) };
}

function readOutputs(body: Fields): ToolOutput[] {
  const outputs = body.objects('tool_outputs');
  if (!outputs) throw missing('tool_outputs');
  return outputs.map((each) => ({ callId: each.required('tool_call_id'), output: each.string('output') ?? '' }));
}

/** `include` as clients write it: `include[]=a`, `include=a` or `include[0]=a`. */
function includesContent(query: URLSearchParams): boolean {
  return [...query].some(([key, value]) => /^include(?:\[\d*\])?$/.test(key) && value === stepContent);
}
