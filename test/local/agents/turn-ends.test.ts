import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { AgentSessionEvent } from 'openai/resources/beta/agents/agents';
import { played } from '../assistants/assistants.ts';
import { checkSessionEvent } from '../wire/check-wire.ts';
import { fakePython } from '../wire/fake-python.ts';
import { startLocal } from '../wire/local-client.ts';
import { SessionEventOrder } from '../wire/session-event-order.ts';
import { answer, ask, begin, items, message, untilQuiet, weather } from './agents.ts';

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));
const cancel = { type: 'agent.session.input.cancel' as const };

describe('the end of a turn', () => {
  for (const [fault, code] of [
    ['incomplete-after=12', 'max_output_tokens'],
    ['fail-after=12', 'server_error'],
  ] as const) {
    it(`is a failure with the code ${code} where the request asks for ${fault}, and what was said stays`, async () => {
      const { client } = startLocal();
      const id = await begin(client);
      const events = await ask(client, id, 'Hello', { 'x-local-fault': fault });
      const failed = events.find(({ type }) => type === 'agent.session.turn.failed');
      assert.ok(failed?.type === 'agent.session.turn.failed');
      assert.equal(failed.turn.error?.code, code);
      assert.ok(events.some(({ type }) => type === 'error'));
      const reply = (await items(client, id)).at(-1);
      assert.ok(reply?.type === 'message');
      assert.equal(reply.status, 'incomplete');
      assert.notEqual(await answer(client, id), '');
      await ask(client, id, 'Hello');
    });
  }

  it('comes when somebody cancels it, and what was said stays', async () => {
    const { client } = startLocal({ pace: 5 });
    const { sessions } = client.beta.agents;
    const id = await begin(client);
    const stream = await sessions.events.stream(id);
    await sessions.events.create(id, { events: [message('Hello')] });
    const types: string[] = [];
    for await (const { type } of stream) {
      if (type === 'agent.session.turn.output_text.delta' && !types.includes(type)) {
        await sessions.events.create(id, { events: [cancel] });
      }
      types.push(type);
      if (type === 'agent.session.idle') break;
    }
    assert.deepEqual(types.slice(-3), [
      'agent.session.turn.item.done',
      'agent.session.turn.cancelled',
      'agent.session.idle',
    ]);
    assert.notEqual(await answer(client, id), '');
    await sessions.events.create(id, { events: [cancel] });
    assert.equal((await sessions.retrieve(id)).status, 'idle');
  });

  it('is at once where a turn that waits is cancelled', async () => {
    const { client } = startLocal();
    const { sessions } = client.beta.agents;
    const id = await begin(client, [weather]);
    await ask(client, id, 'What is the weather in Oslo?');
    await sessions.events.create(id, { events: [cancel] });
    const { status, required_actions } = await sessions.retrieve(id);
    assert.deepEqual([status, required_actions], ['idle', []]);
    const [turn] = (await sessions.turns.list(id)).data;
    assert.equal(turn?.status, 'cancelled');
    await ask(client, id, 'Never mind');
  });

  it('comes by an error that says no more than that there was one; the host is told', async () => {
    const errors: unknown[] = [];
    const python = fakePython(() => Promise.reject(new Error('secret')));
    const { client } = startLocal({ ...played, python, onError: (error) => errors.push(error) });
    const id = await begin(client);
    const events = await ask(client, id, 'Run it');
    assert.ok(!JSON.stringify(events).includes('secret'));
    assert.equal(errors.length, 1);
    const [turn] = (await client.beta.agents.sessions.turns.list(id)).data;
    assert.equal(turn?.error?.code, 'internal_error');
    assert.deepEqual((await client.beta.agents.sessions.artifacts.list(id)).data, []);
  });

  it('is not that of a connection', async () => {
    const { client } = startLocal({ pace: 2 });
    const { sessions } = client.beta.agents;
    const id = await begin(client);
    const headers = { 'x-local-fault': 'cut-after=8' };
    const stream = await sessions.events.stream(id, {}, { headers });
    await sessions.events.create(id, { events: [message('Hello')] });
    await assert.rejects(untilQuiet(stream));
    await untilQuiet(await sessions.events.stream(id));
    const [turn] = (await sessions.turns.list(id)).data;
    assert.equal(turn?.status, 'completed');
  });
});

describe('a service with a folder', () => {
  it('goes on after a restart with a turn that waited, and gives up one that was being written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'local-agents-'));
    folders.push(folder);
    const before = startLocal({ folder, ...played });
    const waiting = await begin(before.client, [weather]);
    await ask(before.client, waiting, 'What is the weather in Oslo?');
    await ask(before.client, await begin(before.client), 'Run it');
    const lost = await begin(before.client);
    const slow = { headers: { 'x-local-fault': 'pace=60000' } };
    await before.client.beta.agents.sessions.events.create(lost, { events: [message('Hello')] }, slow);
    await before.service.close();

    const { client, service } = startLocal({ folder, ...played });
    const { sessions } = client.beta.agents;
    assert.equal((await sessions.retrieve(lost)).status, 'idle');
    assert.equal((await sessions.turns.list(lost)).data[0]?.status, 'failed');
    const [action] = (await sessions.retrieve(waiting)).required_actions;
    assert.ok(action?.type === 'function_call');
    const { turn_id, call_id } = action;
    const stream = await sessions.events.stream(waiting);
    const result = {
      type: 'agent.session.input.tool_result' as const,
      turn_id,
      call_id,
      success: true,
      output: 'rain',
    };
    await sessions.events.create(waiting, { events: [result] });
    await untilQuiet(stream);
    assert.match(await answer(client, waiting), /rain/);
    await service.close();
  });
});

describe('the check of a session’s events', () => {
  it('refuses an event that is missing, doubled, or of another shape', async () => {
    const { client } = startLocal(played);
    const events = await ask(client, await begin(client), 'Run it');
    const isAccepted = (list: readonly AgentSessionEvent[]) => {
      try {
        const order = new SessionEventOrder();
        for (const event of list) order.next(event);
        return true;
      } catch {
        return false;
      }
    };
    assert.ok(isAccepted(events));
    // On these nothing else depends.
    const free = /in_progress$|idle$|created$|content_part|output_text\.done$/;
    for (const [index, event] of events.entries()) {
      assert.ok(!isAccepted(events.toSpliced(index, 0, event)), `twice ${event.type}`);
      const isQuestion = event.type === 'agent.session.turn.item.added' && event.output_index === null;
      if (free.test(event.type) || isQuestion || event.type === 'agent.session.turn.completed') continue;
      assert.ok(!isAccepted(events.toSpliced(index, 1)), `without ${event.type}`);
    }
    for (const event of new Map(events.map((each) => [each.type, each])).values()) {
      checkSessionEvent(event);
      assert.throws(() => checkSessionEvent({ ...event, surplus: 1 } as unknown as AgentSessionEvent), event.type);
      assert.throws(() => checkSessionEvent({ ...event, event_id: 7 } as unknown as AgentSessionEvent), event.type);
    }
    assert.throws(() => checkSessionEvent({ type: 'agent.session.sung' }), /knows no event/);
  });
});
