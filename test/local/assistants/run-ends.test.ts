import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { APIError, BadRequestError } from 'openai';
import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';
import { checkThreadEvent } from '../wire/check-wire.ts';
import { fakePython } from '../wire/fake-python.ts';
import { startLocal } from '../wire/local-client.ts';
import { ThreadEventOrder } from '../wire/thread-event-order.ts';
import { begin, collect, played, textOf, weather } from './assistants.ts';

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

describe('the end of a run', () => {
  for (const [fault, status, reason] of [
    ['incomplete-after=12', 'incomplete', 'max_tokens'],
    ['expire-after=12', 'expired', 'run_expired'],
    ['fail-after=12', 'failed', 'run_failed'],
  ] as const) {
    it(`is ${status} where the request asks for ${fault}, and what was said stays`, async () => {
      const { client } = startLocal();
      const { assistantId, threadId } = await begin(client, 'Hello');
      const headers = { 'x-local-fault': fault };
      const order = new ThreadEventOrder();
      const events: AssistantStreamEvent[] = [];
      const body = { assistant_id: assistantId, stream: true as const };
      for await (const event of await client.beta.threads.runs.create(threadId, body, { headers })) {
        checkThreadEvent(event);
        order.next(event);
        events.push(event);
      }
      order.next({ event: 'done' });
      assert.equal(events.at(-1)?.event, `thread.run.${status}`);
      const [message] = (await client.beta.threads.messages.list(threadId)).data;
      assert.deepEqual([message?.status, message?.incomplete_details?.reason], ['incomplete', reason]);
      assert.notEqual(textOf(message), '');
      const [run] = (await client.beta.threads.runs.list(threadId)).data;
      assert.equal(run?.status, status);
      assert.equal(run?.last_error?.code, status === 'failed' ? 'server_error' : undefined);
    });
  }

  it('is incomplete where the tokens it may write are used up', async () => {
    const { client } = startLocal(played);
    const body = { max_completion_tokens: 3 };
    for (const question of ['Hello', 'Run']) {
      const { assistantId, threadId } = await begin(client, question);
      const run = await client.beta.threads.runs.createAndPoll(
        threadId,
        { assistant_id: assistantId, ...body },
        { pollIntervalMs: 1 },
      );
      assert.equal(run.status, 'incomplete');
      assert.deepEqual(run.incomplete_details, { reason: 'max_completion_tokens' });
      assert.equal(run.usage?.completion_tokens, 3);
    }
  });

  it('comes when somebody cancels it, and what was said stays', async () => {
    const { client } = startLocal({ pace: 5 });
    const { assistantId, threadId } = await begin(client, 'Hello');
    const seen: string[] = [];
    const body = { assistant_id: assistantId, stream: true as const };
    for await (const event of await client.beta.threads.runs.create(threadId, body)) {
      seen.push(event.event);
      if (event.event !== 'thread.message.delta' || seen.includes('thread.run.cancelling')) continue;
      const [run] = (await client.beta.threads.runs.list(threadId)).data;
      if (run?.status !== 'in_progress') continue;
      assert.equal((await client.beta.threads.runs.cancel(run.id, { thread_id: threadId })).status, 'cancelling');
    }
    assert.ok(seen.includes('thread.run.cancelling'));
    assert.deepEqual(seen.slice(-3), [
      'thread.message.incomplete',
      'thread.run.step.cancelled',
      'thread.run.cancelled',
    ]);
    const [message] = (await client.beta.threads.messages.list(threadId)).data;
    assert.equal(message?.incomplete_details?.reason, 'run_cancelled');
    const [run] = (await client.beta.threads.runs.list(threadId)).data;
    assert.equal(run?.status, 'cancelled');
    await assert.rejects(client.beta.threads.runs.cancel(run.id, { thread_id: threadId }), BadRequestError);
  });

  it('is at once where a run that waits is cancelled, and late where nobody answers it', async () => {
    let now = 1_700_000_000_000;
    const { client } = startLocal({ now: () => now });
    const { runs } = client.beta.threads;
    const wait = async () => {
      const { assistantId, threadId } = await begin(client, 'What is the weather in Oslo?', { tools: [weather] });
      const run = await runs.createAndPoll(threadId, { assistant_id: assistantId }, { pollIntervalMs: 1 });
      return { id: run.id, params: { thread_id: threadId } };
    };
    const first = await wait();
    assert.equal((await runs.cancel(first.id, first.params)).status, 'cancelled');
    const second = await wait();
    now += 601_000;
    assert.equal((await runs.retrieve(second.id, second.params)).status, 'expired');
    const { data } = await runs.steps.list(second.id, second.params);
    assert.deepEqual(
      data.map(({ status }) => status),
      ['expired'],
    );
    await client.beta.threads.messages.create(second.params.thread_id, { role: 'user', content: 'Never mind' });
  });

  it('comes by an error that says no more than that there was one; the host is told', async () => {
    const errors: unknown[] = [];
    const python = fakePython(() => Promise.reject(new Error('secret')));
    const { client } = startLocal({ ...played, python, onError: (error) => errors.push(error) });
    const { assistantId, threadId } = await begin(client, 'Run');
    const body = { assistant_id: assistantId };
    const run = await client.beta.threads.runs.createAndPoll(threadId, body, { pollIntervalMs: 1 });
    assert.equal(run.status, 'failed');
    assert.doesNotMatch(run.last_error?.message ?? '', /secret/);
    assert.equal(errors.length, 1);
  });

  it('is not that of its connection', async () => {
    const { client } = startLocal();
    const { assistantId, threadId } = await begin(client, 'Hello');
    const headers = { 'x-local-fault': 'cut-after=6' };
    const body = { assistant_id: assistantId, stream: true as const };
    const stream = await client.beta.threads.runs.create(threadId, body, { headers });
    await assert.rejects(collect(stream), (error) => error instanceof TypeError || error instanceof APIError);
    const [run] = (await client.beta.threads.runs.list(threadId)).data;
    const ended = await client.beta.threads.runs.poll(run?.id ?? '', { thread_id: threadId }, { pollIntervalMs: 1 });
    assert.equal(ended.status, 'completed');
  });
});

describe('a service with a folder', () => {
  it('goes on after a restart with a run that waited, and gives up one that was being written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'local-assistants-'));
    folders.push(folder);
    const before = startLocal({ folder, ...played });
    const { assistantId, threadId } = await begin(before.client, 'What is the weather in Oslo?', { tools: [weather] });
    const body = { assistant_id: assistantId };
    const waiting = await before.client.beta.threads.runs.createAndPoll(threadId, body, { pollIntervalMs: 1 });
    const other = await before.client.beta.threads.create({ messages: [{ role: 'user', content: 'Hello' }] });
    const slow = { headers: { 'x-local-fault': 'pace=60000' } };
    const lost = await before.client.beta.threads.runs.create(other.id, body, slow);
    await before.service.close();

    const { client, service } = startLocal({ folder, ...played });
    const { runs } = client.beta.threads;
    assert.equal((await runs.retrieve(lost.id, { thread_id: other.id })).status, 'failed');
    const [call] = waiting.required_action?.submit_tool_outputs.tool_calls ?? [];
    const tool_outputs = [{ tool_call_id: call?.id ?? '', output: 'rain' }];
    const answered = runs.submitToolOutputsStream(waiting.id, { thread_id: threadId, tool_outputs });
    assert.match(textOf((await answered.finalMessages())[0]), /rain/);
    await service.close();
  });
});

describe('the check of a run’s events', () => {
  it('refuses an event that is missing, doubled, or of another shape', async () => {
    const { client } = startLocal(played);
    const { assistantId, threadId } = await begin(client, 'Run');
    const events = await collect(client.beta.threads.runs.stream(threadId, { assistant_id: assistantId }));
    const isAccepted = (list: readonly AssistantStreamEvent[]) => {
      try {
        const order = new ThreadEventOrder();
        for (const event of list) order.next(event);
        order.next({ event: 'done' });
        return true;
      } catch {
        return false;
      }
    };
    assert.ok(isAccepted(events));
    // Nothing depends on what an event in_progress of a step or a message says, nor on a picture or an output.
    const free = /(?:step|message)\.in_progress$|delta$/;
    for (const [index, event] of events.entries()) {
      if (free.test(event.event)) continue;
      assert.ok(!isAccepted(events.toSpliced(index, 1)), `without ${event.event}`);
      assert.ok(!isAccepted(events.toSpliced(index, 0, event)), `twice ${event.event}`);
    }
    const kinds = new Map(events.map((event) => [event.event, event]));
    for (const event of kinds.values()) {
      checkThreadEvent(event);
      for (const data of [
        { ...event.data, surplus: 1 },
        { ...event.data, id: 7 },
      ]) {
        assert.throws(() => checkThreadEvent({ ...event, data } as AssistantStreamEvent), event.event);
      }
    }
    assert.throws(() => checkThreadEvent({ event: 'thread.sung' }), /knows no event/);
  });
});
