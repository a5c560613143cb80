import { Hono } from 'hono';
import { parseChatRequest, parseToolOutputs } from '../../protocol/index.ts';
import type { Adapter } from '../adapter.ts';
import { AssistantError } from '../assistant-error.ts';
import { longestBody } from '../limits.ts';
import { readJson } from '../read-body.ts';
import { eventStream } from '../runs/event-stream.ts';
import type { Reading } from '../runs/reading.ts';
import type { RunStart } from '../runs/run.ts';
import type { Turns } from '../runs/turns.ts';
import type { Visit, VisitEnv } from '../access/visit.ts';

/** `POST /chat` and what belongs to a run: reading it again, stopping it, answering it. */
export function chatRoutes(adapter: Adapter, turns: Turns, reading: Reading): Hono<VisitEnv> {
  const { limits, store, runs, quotas } = adapter;

  const stream = ({ id, from }: RunStart, { report }: Visit): Response => {
    return eventStream(store.log, id, { from, keepAliveMs: limits.keepAliveMs, remarks: runs.remarks(id), report });
  };

  return new Hono<VisitEnv>()
    .post('/', async (context) => {
      const { visit } = context.var;
      const turn = parseChatRequest(await readJson(context.req.raw, longestBody(limits)));
      await quotas.countTurn(visit);
      switch (turn.kind) {
        case 'submit':
          return stream(await turns.submit(turn, visit), visit);
        case 'regenerate':
          return stream(await turns.regenerate(turn, visit), visit);
        case 'continue':
          return stream(await turns.answer(turn.id, turn.runId, turn.outputs, visit), visit);
      }
    })
    .get('/:id/stream', async (context) => {
      const cursor = context.req.header('last-event-id') ?? context.req.query('after');
      const { visit } = context.var;
      const start = await reading.find(context.req.param('id'), cursor, visit);
      return start ? stream(start, visit) : context.body(null, 204);
    })
    .post('/:id/stop', async (context) => {
      const runId = runIdOf(await readJson(context.req.raw, longestBody(limits)));
      await reading.stop(context.req.param('id'), runId, context.var.visit);
      return context.json({ success: true });
    })
    .post('/:id/tool-outputs', async (context) => {
      const { runId, outputs } = parseToolOutputs(await readJson(context.req.raw, longestBody(limits)));
      const { visit } = context.var;
      return stream(await turns.answer(context.req.param('id'), runId, outputs, visit), visit);
    });
}

/** The body may be missing. */
function runIdOf(body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined;
  const runId: unknown = typeof body === 'object' ? (body as { runId?: unknown }).runId : body;
  if (runId !== undefined && typeof runId !== 'string') throw new AssistantError('invalid_request');
  return runId;
}
