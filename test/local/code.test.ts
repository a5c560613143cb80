import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Response } from 'openai/resources/responses/responses';
import type { LocalServiceOptions } from '../../server/local/index.ts';
import { fakePython } from './wire/fake-python.ts';
import { startLocal } from './wire/local-client.ts';

const model = 'local-rules';
const auto = { type: 'code_interpreter' as const, container: { type: 'auto' as const } };
const bytes = (text: string) => new TextEncoder().encode(text);
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);

/** Writes the same code for every question that begins with "Run". */
const writeCode: NonNullable<LocalServiceOptions['writeCode']> = (question, files) => {
  if (!question.startsWith('Run')) return undefined;
  const code = `print(${JSON.stringify(files.map(({ name }) => name))})`;
  const link = '[my result.csv](sandbox:/mnt/data/my%20result.csv)';
  return { kind: 'table', code, answer: ({ logs }) => `It printed **${logs.trim()}**. Take ${link}.` };
};

function codeCall(response: Response) {
  const call = response.output.find((item) => item.type === 'code_interpreter_call');
  assert.ok(call?.type === 'code_interpreter_call');
  return call;
}

function textPart(response: Response) {
  const message = response.output.find((item) => item.type === 'message');
  const part = message?.type === 'message' ? message.content[0] : undefined;
  assert.ok(part?.type === 'output_text');
  return part;
}

describe('a question that code answers', () => {
  it('is answered from what the code printed, and its files are cited where the answer links to them', async () => {
    const files = [{ name: 'my result.csv', bytes: bytes('a,b\n1,2\n') }];
    const { client } = startLocal({ writeCode, python: fakePython({ logs: '42 🦊🦊\n', files }) });
    const response = await client.responses.create({ model, input: 'Run', tools: [auto] });
    const { code, container_id, status } = codeCall(response);
    assert.deepEqual([code, status], ['print([])', 'completed']);
    const { text, annotations } = textPart(response);
    assert.equal(annotations.length, 1);
    const [cited] = annotations;
    assert.ok(cited?.type === 'container_file_citation');
    const characters = [...text].slice(cited.start_index, cited.end_index);
    assert.equal(characters.join(''), 'sandbox:/mnt/data/my%20result.csv');
    assert.deepEqual([cited.filename, cited.container_id], ['my result.csv', container_id]);
    const content = await client.containers.files.content.retrieve(cited.file_id, { container_id });
    assert.equal(await content.text(), 'a,b\n1,2\n');
  });

  it('links every file the code wrote, also one the answer says nothing about', async () => {
    const files = ['my result.csv', 'lost (1).svg'].map((name) => ({ name, bytes: bytes(name) }));
    const { client } = startLocal({ writeCode, python: fakePython({ files }) });
    const { text, annotations } = textPart(await client.responses.create({ model, input: 'Run', tools: [auto] }));
    assert.match(text, /\[lost \(1\)\.svg\]\(sandbox:\/mnt\/data\/lost%20%281%29\.svg\)/);
    assert.equal(annotations.length, 2);
  });

  it('shows outputs only where they are asked for: what was printed, and pictures as data', async () => {
    const python = fakePython({ logs: 'hi', shown: [{ mediaType: 'image/png', bytes: png }] });
    const { client } = startLocal({ writeCode, python });
    const body = { model, input: 'Run', tools: [auto] };
    assert.equal(codeCall(await client.responses.create(body)).outputs, null);
    const response = await client.responses.create({ ...body, include: ['code_interpreter_call.outputs'] });
    const url = 'data:image/png;base64,iVBORw==';
    assert.deepEqual(codeCall(response).outputs, [
      { type: 'logs', logs: 'hi' },
      { type: 'image', url },
    ]);
    const [shown] = textPart(response).annotations;
    assert.ok(shown?.type === 'container_file_citation');
    assert.deepEqual([shown.start_index, shown.end_index, shown.filename], [0, 0, `${shown.file_id}.png`]);
    assert.equal((await client.responses.retrieve(response.id)).output.length, 2);
    const again = await client.responses.retrieve(response.id, { include: ['code_interpreter_call.outputs'] });
    assert.deepEqual(codeCall(again), codeCall(response));
  });

  it('finds the files of the tool, of the messages and of the container, the newest first', async () => {
    const python = fakePython();
    const { client } = startLocal({ writeCode, python });
    const upload = async (name: string) =>
      (await client.files.create({ file: new File([name], name), purpose: 'user_data' })).id;
    const [a, b, c] = [await upload('a.csv'), await upload('b.csv'), await upload('a.csv')];
    const { id } = await client.conversations.create();
    const body = { model, conversation: id };
    const first = await client.responses.create({
      ...body,
      input: 'Run',
      tools: [{ type: 'code_interpreter', container: { type: 'auto', file_ids: [a] } }],
    });
    assert.equal(codeCall(first).code, 'print(["a.csv"])');

    const content = [
      { type: 'input_file' as const, file_id: c },
      { type: 'input_text' as const, text: 'Run it' },
    ];
    const second = await client.responses.create({
      ...body,
      input: [{ role: 'user', content }],
      tools: [{ type: 'code_interpreter', container: { type: 'auto', file_ids: [a, b] } }],
    });
    assert.equal(codeCall(second).code, 'print(["a (2).csv"])', 'what came with the question is meant');
    const container = codeCall(second).container_id;
    assert.equal(container, codeCall(first).container_id, 'the container that lives is used again');
    assert.deepEqual([...(python.sessions.get(container)?.keys() ?? [])].sort(), ['a (2).csv', 'a.csv', 'b.csv']);

    const named = { type: 'code_interpreter' as const, container };
    const third = await client.responses.create({ model, input: 'Run', tools: [named] });
    assert.equal(codeCall(third).container_id, container);
    assert.equal(codeCall(third).code, 'print(["a (2).csv","b.csv","a.csv"])');
  });

  it('runs in a new container when the old one has expired, and Python of the old one ends', async () => {
    let now = 1_800_000_000_000;
    const python = fakePython();
    const { client } = startLocal({ writeCode, python, now: () => now });
    const { id } = await client.conversations.create();
    const ask = async () =>
      codeCall(await client.responses.create({ model, conversation: id, input: 'Run', tools: [auto] }));
    const first = await ask();
    now += 21 * 60_000;
    const second = await ask();
    assert.notEqual(second.container_id, first.container_id);
    assert.deepEqual(python.closed, [first.container_id]);
  });

  it('keeps an older file readable when code writes one of the same name', async () => {
    let run = 0;
    const python = fakePython(async () => ({ files: [{ name: 'my result.csv', bytes: bytes(`run ${++run}`) }] }));
    const { client } = startLocal({ writeCode, python });
    const { id } = await client.conversations.create();
    const cite = async () => {
      const response = await client.responses.create({ model, conversation: id, input: 'Run', tools: [auto] });
      const [cited] = textPart(response).annotations;
      assert.ok(cited?.type === 'container_file_citation');
      return cited;
    };
    const first = await cite();
    const second = await cite();
    const read = async ({ file_id, container_id }: typeof first) =>
      (await client.containers.files.content.retrieve(file_id, { container_id })).text();
    assert.deepEqual([await read(first), await read(second)], ['run 1', 'run 2']);
    const { data } = await client.containers.files.list(second.container_id);
    assert.deepEqual(
      data.map((file) => file.id),
      [second.file_id],
    );
  });

  it('is about what the person brought, and about what code wrote only where it is named', async () => {
    const python = fakePython({ files: [{ name: 'summary.csv', bytes: bytes('x') }] });
    const { client } = startLocal({ writeCode, python });
    const file = await client.files.create({ file: new File(['a'], 'a.csv'), purpose: 'user_data' });
    const tools = [{ type: 'code_interpreter' as const, container: { type: 'auto' as const, file_ids: [file.id] } }];
    const { id } = await client.conversations.create();
    const ask = async (input: string) =>
      codeCall(await client.responses.create({ model, conversation: id, input, tools })).code;
    assert.equal(await ask('Run'), 'print(["a.csv"])');
    assert.equal(await ask('Run again'), 'print(["a.csv"])');
    assert.equal(await ask('Run on summary.csv'), 'print(["summary.csv","a.csv"])');
  });

  it('is about a table that came earlier only where the files that came with it say nothing', async () => {
    // As a writer of code does that sees a column it knows.
    const byTable: typeof writeCode = (question, files) =>
      question.includes('price') && files.some(({ name }) => name.endsWith('.csv'))
        ? { kind: 'table', code: 'print(1)', answer: () => 'By the table.' }
        : undefined;
    const { client } = startLocal({ writeCode: byTable, python: fakePython() });
    const create = (name: string, content: string) =>
      client.files.create({ file: new File([content], name), purpose: 'user_data' });
    const [table, letter] = [
      await create('t.csv', 'price\n1\n'),
      await create('l.txt', 'The price of a stamp is 90 cents.'),
    ];
    const store = await client.vectorStores.create({ file_ids: [table.id, letter.id] });
    const tools = [
      { type: 'code_interpreter' as const, container: { type: 'auto' as const, file_ids: [table.id, letter.id] } },
      { type: 'file_search' as const, vector_store_ids: [store.id] },
    ];
    const note = { role: 'developer' as const, content: `Attached: ${letter.id}` };
    const ask = async (input: string, notes: (typeof note)[]) =>
      (await client.responses.create({ model, input: [...notes, { role: 'user', content: input }], tools }))
        .output_text;
    assert.equal(
      await ask('What is the price of a stamp?', [note]),
      '**l.txt** says: “The price of a stamp is 90 cents.”',
    );
    assert.equal(await ask('What is the lowest price in Peru?', [note]), 'By the table.');
    assert.equal(await ask('What is the price of a stamp?', []), 'By the table.');
  });

  it('hands a cancel down to the code that runs', async () => {
    let begun = () => {};
    const running = new Promise<void>((resolve) => (begun = resolve));
    const python = fakePython(async (_code, _files, signal) => {
      begun();
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      return { error: { name: 'Aborted', message: '' } };
    });
    const { client } = startLocal({ writeCode, python });
    const { id } = await client.responses.create({ model, input: 'Run', tools: [auto], background: true });
    await running;
    assert.equal((await client.responses.cancel(id)).status, 'cancelled');
    assert.deepEqual((await client.responses.retrieve(id)).output, []);
  });

  it('is answered with the code itself where Python is not installed', async () => {
    const { client } = startLocal({ writeCode, python: fakePython({}, 'absent') });
    const response = await client.responses.create({ model, input: 'Run', tools: [auto] });
    assert.match(response.output_text, /npm install pyodide[\s\S]*```python\nprint\(\[\]\)\n```/);
    assert.equal(response.output.length, 1);
  });

  it('is not answered by code where no code interpreter is offered', async () => {
    const python = fakePython();
    const { client } = startLocal({ writeCode, python });
    const response = await client.responses.create({ model, input: 'Run' });
    assert.equal(response.output.length, 1);
    assert.equal(python.sessions.size, 0);
  });
});
