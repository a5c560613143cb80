import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type OpenAI from 'openai';
import type { LocalService } from '../../server/local/index.ts';
import { startLocal } from './wire/local-client.ts';

const tools = [{ type: 'code_interpreter' as const, container: { type: 'auto' as const } }];
const include = ['code_interpreter_call.outputs' as const];

describe('a question that Python answers', () => {
  let folder = '';
  let service: LocalService;
  let client: OpenAI;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'local-python-'));
    ({ service, client } = startLocal({ folder }));
  });
  after(async () => {
    await service.close();
    await rm(folder, { recursive: true });
  });

  async function ask(input: string, more: object = {}) {
    const response = await client.responses.create({ model: 'local-rules', input, tools, include, ...more });
    const call = response.output.find((item) => item.type === 'code_interpreter_call');
    const message = response.output.find((item) => item.type === 'message');
    const part = message?.type === 'message' ? message.content[0] : undefined;
    assert.ok(call?.type === 'code_interpreter_call', response.output_text);
    assert.ok(part?.type === 'output_text');
    return { call, part };
  }

  it('is an equation: Python is written, runs, and finds x', async () => {
    const { call, part } = await ask('solve 3x + 11 = 14');
    assert.match(part.text, /\*\*x = 1\*\*/);
    assert.match(call.code ?? '', /print/);
    assert.equal(call.outputs?.[0]?.type, 'logs');
  });

  it('is arithmetic', async () => {
    const { part } = await ask('What is 17% of 2,340?');
    assert.match(part.text, /397\.8/);
  });

  it('is code of one’s own, whose variables and files live on in the conversation', async () => {
    const { id } = await client.conversations.create();
    const code = "x = 41\nopen('/mnt/data/Größe.txt', 'w').write('groß')\nprint('written')";
    const first = await ask(`Run this:\n\`\`\`python\n${code}\n\`\`\``, { conversation: id });
    assert.equal(first.call.code?.trim(), code);
    assert.deepEqual(first.call.outputs, [{ type: 'logs', logs: 'written\n' }]);
    const [cited] = first.part.annotations;
    assert.ok(cited?.type === 'container_file_citation', JSON.stringify(first.part));
    assert.equal(cited.filename, 'Größe.txt');
    const content = await client.containers.files.content.retrieve(cited.file_id, { container_id: cited.container_id });
    assert.equal(await content.text(), 'groß');

    const again = "```python\nprint(x + 1, open('/mnt/data/Größe.txt').read())\n```";
    const second = await ask(again, { conversation: id });
    assert.deepEqual(second.call.outputs, [{ type: 'logs', logs: '42 groß\n' }]);
    assert.equal(second.call.container_id, first.call.container_id);
  });

  it('is told what went wrong where the code fails', async () => {
    const { call, part } = await ask('```python\n1 / 0\n```');
    assert.equal(call.status, 'completed');
    assert.match(JSON.stringify(call.outputs), /ZeroDivisionError/);
    assert.match(part.text, /ZeroDivisionError/);
  });

  it('is about a table that came with it: figures, a chart and a file to take away', async () => {
    const csv = 'region,price\nNorth,10\nSouth,25\nNorth,30\n';
    const file = await client.files.create({ file: new File([csv], 'sales.csv'), purpose: 'user_data' });
    const files = [{ type: 'code_interpreter' as const, container: { type: 'auto' as const, file_ids: [file.id] } }];
    const note = { role: 'developer' as const, content: `Attached: {"id":"${file.id}","name":"sales.csv"}` };
    const { part } = await ask('What is the mean price by region?', { tools: files });
    assert.match(part.text, /\| South \| 25 \|/);
    assert.match(part.text, /\| North \| 20 \|/);
    const cited = part.annotations.flatMap((each) => (each.type === 'container_file_citation' ? [each] : []));
    assert.ok(cited.length >= 2);
    for (const { file_id, container_id, filename } of cited) {
      const content = await client.containers.files.content.retrieve(file_id, { container_id });
      const text = await content.text();
      if (filename.endsWith('.csv')) assert.match(text, /^region,mean price/);
      else assert.match(text, /^<svg/);
    }
    for (const words of ['sales.csv', 'What is this about?']) {
      const described = await ask('', { input: [note, { role: 'user', content: words }], tools: files });
      assert.match(described.part.text, /\*\*sales\.csv\*\* has 3 rows and 2 columns: region and price\./, words);
    }
  });

  it('is ready before it is asked, where the service was opened before', async () => {
    await service.open();
    await ask('solve 2x = 6');
    assert.equal(service.python, 'ready');
  });
});
