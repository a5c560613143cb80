import { Hono } from 'hono';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { CancelledError } from '../answering/endings.ts';
import { eventStream, eventStreamHeaders } from '../answering/event-stream.ts';
import { ApiError, invalid } from '../api-error.ts';
import { type Fault, faultName, meetFault, readFault } from '../fault.ts';
import { Fields } from '../fields.ts';
import { readIncludeQuery, shownItem } from '../items/shown-item.ts';
import { pageOf, readPageQuery } from '../page.ts';
import type { Stamp } from '../stamp.ts';
import { readCreateRequest } from './create-request.ts';
import type { ResponseLibrary } from './response-library.ts';
import { shownResponse } from './response-object.ts';

/** `/v1/responses`. */
export function responseRoutes(responses: ResponseLibrary, stamp: Stamp): Hono {
  return new Hono()
    .post('/', async (context) => {
      const { signal } = context.req.raw;
      const request = readCreateRequest(await Fields.of(context.req.raw), stamp);
      const asked = readFault(request.metadata[faultName]);
      await meetFault(asked, signal);
      const fault: Fault = { ...readFault(context.req.header(faultName)), ...asked };
      const { created, run, ended } = await responses.create(request, fault);
      // Only a response in the background outlives its connection.
      const stop = () => {
        if (!request.background) void responses.stop(created.id, new CancelledError());
      };
      if (request.stream)
        return new Response(eventStream(run.log, { encode, fault, onLeave: stop }), { headers: eventStreamHeaders });
      if (request.background) return context.json(created);
      signal.addEventListener('abort', stop, { once: true });
      await ended;
      if (run.response.status === 'failed')
        throw new ApiError(500, run.response.error?.message ?? 'The response failed.');
      return context.json(shownResponse(run.response, request.include));
    })
    .get('/:id', async (context) => {
      const id = context.req.param('id');
      const query = new URL(context.req.url).searchParams;
      const include = readIncludeQuery(query);
      if (query.get('stream') !== 'true') return context.json(shownResponse(await responses.get(id), include));
      const after = readStartingAfter(query);
      const log = await responses.log(id, after);
      const fault = readFault(context.req.header(faultName));
      return new Response(eventStream(log, { from: after + 1, encode, fault }), { headers: eventStreamHeaders });
    })
    .post('/:id/cancel', async (context) => {
      const response = await responses.cancel(context.req.param('id'));
      return context.json(shownResponse(response, new Set()));
    })
    .get('/:id/input_items', async (context) => {
      const query = new URL(context.req.url).searchParams;
      const include = readIncludeQuery(query);
      const items = (await responses.input(context.req.param('id'))).map((item) => shownItem(item, include));
      return context.json(pageOf(items, readPageQuery(query)));
    })
    .delete('/:id', async (context) => {
      const id = context.req.param('id');
      await responses.remove(id);
      return context.json({ id, object: 'response', deleted: true });
    });
}

function encode(event: ResponseStreamEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** The number of the last event the client has; -1 where it has none. */
function readStartingAfter(query: URLSearchParams): number {
  const text = query.get('starting_after') ?? '-1';
  const after = Number(text);
  if (!Number.isInteger(after) || after < -1) {
    throw invalid("Invalid 'starting_after': expected the sequence number of an event.", 'starting_after');
  }
  return after;
}
