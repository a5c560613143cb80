import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NotFoundError } from 'openai';
import { played } from '../assistants/assistants.ts';
import { startLocal } from '../wire/local-client.ts';
import { answer, ask, begin, course, items, message, untilQuiet, weather } from './agents.ts';

const start = ['turn.created', 'in_progress', 'turn.item.added', 'turn.in_progress'];
const said = [
  'turn.item.added',
  'turn.content_part.added',
  'turn.output_text.delta',
  'turn.output_text.done',
  'turn.content_part.done',
  'turn.item.done',
];
const end = ['turn.completed', 'idle'];

describe('a turn', () => {
  it('tells of the message as it is written, and keeps it as an item', async () => {
    const { client } = startLocal();
    const id = await begin(client);
    const events = await ask(client, id, 'Hello');
    assert.deepEqual(course(events), [...start, ...said, ...end]);
    const [question, reply] = await items(client, id);
    assert.ok(question?.type === 'message' && reply?.type === 'message');
    assert.deepEqual(question.content, [{ type: 'input_text', text: 'Hello' }]);
    assert.equal(reply.phase, 'final_answer');
    assert.equal(question.turn_id, reply.turn_id);
    const turn = await client.beta.agents.sessions.turns.retrieve(reply.turn_id, { session_id: id });
    assert.deepEqual([turn.status, turn.subagent_id], ['completed', null]);
    const { usage } = await client.beta.agents.sessions.retrieve(id);
    assert.equal(usage?.output_tokens, turn.usage?.output_tokens);
    const ofTurn = await client.beta.agents.sessions.turns.items.list(turn.id, { session_id: id, order: 'asc' });
    assert.deepEqual(
      ofTurn.data.map((item) => item.id),
      [question.id, reply.id],
    );
  });

  it('runs code as a command and publishes what it wrote and showed, once it has completed', async () => {
    const { client } = startLocal(played);
    const { sessions } = client.beta.agents;
    const id = await begin(client);
    const events = await ask(client, id, 'Run it');
    const command = ['turn.item.added', 'output.command_execution_output.delta', 'turn.item.done'];
    assert.deepEqual(course(events), [...start, ...command, ...said, ...end]);
    const call = (await items(client, id)).find(({ type }) => type === 'command_execution');
    assert.ok(call?.type === 'command_execution');
    assert.equal(call.command, "python3 - <<'PY'\nprint(42)\nPY");
    assert.deepEqual([call.output, call.exit_code, call.status], ['42\n', 0, 'completed']);
    const { data } = await sessions.artifacts.list(id, { order: 'asc' });
    assert.deepEqual(
      data.map(({ path }) => path),
      ['/workspace/outputs/my r.csv', '/workspace/outputs/image.png'],
    );
    const [artifact] = data;
    assert.ok(artifact);
    assert.equal(artifact.turn_id, call.turn_id);
    const place = { session_id: id };
    assert.equal(await (await sessions.artifacts.content(artifact.id, place)).text(), 'a,b\n');
    assert.deepEqual(await sessions.artifacts.retrieve(artifact.id, place), artifact);
    await sessions.artifacts.delete(artifact.id, place);
    await assert.rejects(sessions.artifacts.retrieve(artifact.id, place), NotFoundError);
  });

  it('reads the files of its environment, those that its message names first', async () => {
    const { client } = startLocal();
    const id = await begin(client);
    const { environment } = await client.beta.agents.sessions.retrieve(id);
    assert.ok(environment.type === 'openai_hosted');
    for (const [name, city] of [
      ['north.txt', 'Oslo'],
      ['south.txt', 'Rome'],
    ] as const) {
      const file = await client.files.create({
        file: new File([`The office is in ${city}.`], name),
        purpose: 'user_data',
      });
      const path = `/workspace/${name}`;
      await client.beta.agents.environments.files.create(environment.id, { type: 'file_id', file_id: file.id, path });
    }
    const stream = await client.beta.agents.sessions.events.stream(id);
    const note = 'Files that came with this message: /workspace/south.txt';
    const events = [message('Where is the office?', note)];
    await client.beta.agents.sessions.events.create(id, { events });
    await untilQuiet(stream);
    assert.match(await answer(client, id), /Rome/);
  });

  it('waits for the result of a function and goes on with it', async () => {
    const { client } = startLocal();
    const { sessions } = client.beta.agents;
    const id = await begin(client, [weather]);
    const asked = await ask(client, id, 'What is the weather in Oslo?');
    assert.deepEqual(course(asked), [...start, 'turn.item.added', 'requires_action']);
    const [action] = (await sessions.retrieve(id)).required_actions;
    assert.ok(action?.type === 'function_call');
    assert.deepEqual([action.name, action.arguments], ['get_weather', { city: 'Oslo' }]);
    const { turn_id, call_id } = action;
    assert.equal((await sessions.turns.retrieve(turn_id, { session_id: id })).status, 'waiting');
    const result = { type: 'agent.session.input.tool_result' as const, turn_id, success: true, output: 'rain' };
    await assert.rejects(sessions.events.create(id, { events: [{ ...result, call_id: 'call_none' }] }), NotFoundError);
    const stream = await sessions.events.stream(id);
    await sessions.events.create(id, { events: [{ ...result, call_id }] });
    const went = ['turn.item.done', 'turn.item.added', 'in_progress', 'turn.in_progress', ...said, ...end];
    assert.deepEqual(course(await untilQuiet(stream)), went);
    assert.match(await answer(client, id), /rain/);
    await assert.rejects(sessions.events.create(id, { events: [{ ...result, call_id }] }), NotFoundError);
  });

  it('hears of a function that failed', async () => {
    const { client } = startLocal();
    const { sessions } = client.beta.agents;
    const id = await begin(client, [weather]);
    const types: string[] = [];
    const toolHandlers = {
      get_weather: () => {
        throw new Error('secret');
      },
    };
    for await (const { type } of sessions.stream(id, { input: 'Weather in Oslo?', toolHandlers })) types.push(type);
    assert.equal(types.at(-1), 'agent.session.idle');
    const output = (await items(client, id)).find(({ type }) => type === 'function_call_output');
    assert.ok(output?.type === 'function_call_output');
    assert.deepEqual([output.output, output.status], [null, 'failed']);
    assert.ok(output.error);
  });

  it('takes a message that comes meanwhile as the next one, and one with the same key only once', async () => {
    const { client } = startLocal({ pace: 2 });
    const { sessions } = client.beta.agents;
    const id = await begin(client);
    const stream = await sessions.events.stream(id);
    const key = { 'Idempotency-Key': 'one' };
    await sessions.events.create(id, { events: [message('Hello')], ...key });
    await sessions.events.create(id, { events: [message('Hello')], ...key });
    await sessions.events.create(id, { events: [message('Thanks')] });
    let ended = 0;
    for await (const { type } of stream) {
      if (type === 'agent.session.turn.completed') ended++;
      if (type === 'agent.session.idle' && ended === 2) break;
    }
    const { data } = await sessions.turns.list(id, { order: 'asc' });
    assert.deepEqual(
      data.map(({ status }) => status),
      ['completed', 'completed'],
    );
  });

  it('tells those who come later only what is still to come', async () => {
    const { client } = startLocal({ pace: 2 });
    const { sessions } = client.beta.agents;
    const id = await begin(client);
    const first = await sessions.events.stream(id);
    await sessions.events.create(id, { events: [message('Hello')] });
    for await (const { type } of first) if (type === 'agent.session.turn.output_text.delta') break;
    const later = course(await untilQuiet(await sessions.events.stream(id)));
    assert.ok(!later.includes('turn.created') && later.includes('turn.completed'));
  });
});
