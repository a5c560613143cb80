import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BadRequestError, ConflictError, NotFoundError } from 'openai';
import { startLocal } from '../wire/local-client.ts';
import { answer, ask, begin, message, model, weather } from './agents.ts';

describe('agents', () => {
  it('are saved, read, listed, changed and removed', async () => {
    const { agents } = startLocal().client.beta;
    const mcp = {
      type: 'mcp' as const,
      server_label: 'files',
      transport: { type: 'http' as const, server_url: 'https://mcp.test/' },
    };
    const tools = [weather, mcp, { type: 'web_search' as const }];
    const agent = await agents.create({
      model: 'any',
      name: 'One',
      instructions: 'Be brief.',
      tools,
      metadata: { a: '1' },
    });
    assert.deepEqual([agent.name, agent.instructions, agent.model], ['One', 'Be brief.', model]);
    assert.deepEqual((await agents.update(agent.id, { name: 'Two' })).instructions, 'Be brief.');
    const listed = await agents.list();
    assert.deepEqual(
      listed.data.map(({ name }) => name),
      ['Two'],
    );
    const session = await agents.sessions.create({
      agent_id: agent.id,
      agent: { instructions: 'Be long.' },
      environment: { type: 'openai_hosted' },
    });
    assert.deepEqual([session.agent.id, session.agent.name], [agent.id, 'Two']);
    assert.equal(session.agent.instructions, 'Be long.');
    assert.equal(session.agent.tools.length, 3);
    await agents.delete(agent.id);
    await assert.rejects(agents.retrieve(agent.id), NotFoundError);
    await assert.rejects(agents.create({ model, tools: [{ type: 'computer_use' }] }), BadRequestError);
  });
});

describe('a session', () => {
  it('needs a model, and something to begin with where it has no environment', async () => {
    const { sessions } = startLocal().client.beta.agents;
    await assert.rejects(sessions.create({ environment: { type: 'openai_hosted' } }), /agent\.model/);
    await assert.rejects(sessions.create({ agent: { model }, environment: { type: 'none' } }), /'input'/);
    await assert.rejects(
      sessions.create({ agent_id: 'agent_none', environment: { type: 'openai_hosted' } }),
      NotFoundError,
    );
    const { id } = await sessions.create({ agent: { model }, environment: { type: 'none' }, input: 'Hello' });
    assert.equal((await sessions.turns.list(id)).data.length, 1);
  });

  it('is found by its agent and its metadata, changed, and removed with all it holds', async () => {
    const { client } = startLocal();
    const { sessions } = client.beta.agents;
    const environment = { type: 'openai_hosted' as const };
    const first = await sessions.create({ agent: { model }, environment, metadata: { room: 'a' } });
    await sessions.create({ agent: { model }, environment, metadata: { room: 'b' } });
    const found = await sessions.list({ metadata: { room: 'a' } });
    assert.deepEqual(
      found.data.map(({ id }) => id),
      [first.id],
    );
    assert.equal((await sessions.list({ agent_id: first.agent.id })).data.length, 1);
    const changed = await sessions.update(first.id, { metadata: { title: 'T' }, agent: { tools: [weather] } });
    assert.deepEqual(changed.metadata, { title: 'T' });
    assert.equal(changed.agent.tools.length, 1);
    assert.deepEqual((await sessions.update(first.id, {})).metadata, { title: 'T' });
    assert.deepEqual((await sessions.update(first.id, { metadata: null })).metadata, {});
    await ask(client, first.id, 'Hello');
    assert.equal((await sessions.delete(first.id)).deleted, true);
    await assert.rejects(sessions.retrieve(first.id), NotFoundError);
    await assert.rejects(sessions.items.list(first.id), NotFoundError);
  });

  it('is not removed while it runs, and its listeners hear its end when it is', async () => {
    const { client } = startLocal({ pace: 5 });
    const { sessions } = client.beta.agents;
    const id = await begin(client);
    const stream = await sessions.events.stream(id);
    await sessions.events.create(id, { events: [message('Hello')] });
    for await (const event of stream) {
      if (event.type !== 'agent.session.turn.output_text.delta') continue;
      await assert.rejects(sessions.delete(id), ConflictError);
      break;
    }
    const rest = await sessions.events.stream(id);
    await sessions.events.create(id, { events: [{ type: 'agent.session.input.cancel' }] });
    for await (const event of rest) if (event.type === 'agent.session.idle') await sessions.delete(id);
  });
});

describe('an environment', () => {
  it('holds uploads and bytes, each at its path, the newest of a path', async () => {
    const { client } = startLocal();
    const upload = await client.files.create({ file: new File(['old'], 'a.txt'), purpose: 'user_data' });
    const session = await client.beta.agents.sessions.create({
      agent: { model },
      environment: {
        type: 'openai_hosted',
        files: [{ type: 'file_id', file_id: upload.id, path: '/workspace/a.txt' }],
      },
    });
    assert.ok(session.environment.type === 'openai_hosted');
    const { id } = session.environment;
    const { environments } = client.beta.agents;
    await environments.files.create(id, {
      type: 'inline',
      data: btoa('The deadline is May 3.'),
      path: '/workspace/a.txt',
    });
    await environments.files.create(id, { type: 'inline', data: btoa('b'), path: '/workspace/in/b.txt' });
    const paths: string[] = [];
    for await (const { path } of environments.files.list(id, { limit: 1, order: 'asc' })) paths.push(path);
    assert.deepEqual(paths, ['/workspace/a.txt', '/workspace/in/b.txt']);
    assert.equal((await environments.files.list(id, { path: '/workspace/in' })).data.length, 1);
    const info = await environments.retrieve(id);
    assert.deepEqual([info.status, info.files.map(({ type }) => type)], ['connected', ['inline', 'inline']]);
    await ask(client, session.id, 'When is the deadline?');
    assert.match(await answer(client, session.id), /May 3/);
  });

  it('takes nothing outside its workspace, nothing unknown, and is found by its id only', async () => {
    const { client } = startLocal();
    const session = await client.beta.agents.sessions.retrieve(await begin(client));
    assert.ok(session.environment.type === 'openai_hosted');
    const { environments } = client.beta.agents;
    for (const path of ['/etc/passwd', '/workspace/../x', 'a.txt', '/workspace/', '/workspace/a/../../b']) {
      const file = { type: 'inline' as const, data: '', path };
      await assert.rejects(environments.files.create(session.environment.id, file), BadRequestError, path);
    }
    const unknown = { type: 'file_id' as const, file_id: 'file-none', path: '/workspace/a' };
    await assert.rejects(environments.files.create(session.environment.id, unknown), NotFoundError);
    await assert.rejects(environments.retrieve('env_none'), NotFoundError);
  });
});
