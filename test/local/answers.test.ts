import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type OpenAI from 'openai';
import type { Response, Tool } from 'openai/resources/responses/responses';
import { startLocal } from './wire/local-client.ts';

const contract = `EMPLOYMENT CONTRACT

1. Start and probation
The employment begins on 1 March 2026. The first six months are a probation period,
during which either party may end the contract with two weeks' notice.

2. Notice period
After probation, the notice period is three months to the end of a quarter.
Notice must be given in writing.

3. Salary
The annual salary is € 62,400, paid in twelve equal parts on the last working day of each month.

4. Holidays
The employee has 30 days of paid leave a year. Up to five days may be carried over until 31 March.
`;
const manual = `# Drill X100

## Warranty
The warranty ends on 31 December 2027. It covers defects of material, not wear.

## Technical data
- Power: 750 watts
- Weight: 2.1 kg

## Opening hours of the shop
- Monday to Friday: 9:00–18:00
- Saturday: 10:00–14:00
- Sunday: closed

## Returns
You can return the drill 🛠️ within 30 days for a full refund. Shipping is not refunded.
`;

interface Quote {
  filename: string;
  /** The text from the opening quotation mark before the citation to its point. */
  quoted: string;
}

async function upload(client: OpenAI, name: string, content: string): Promise<string> {
  return (await client.files.create({ file: new File([content], name), purpose: 'user_data' })).id;
}

async function library(
  client: OpenAI,
  files: Record<string, string> = { 'contract.txt': contract, 'manual.md': manual },
) {
  const ids = await Promise.all(Object.entries(files).map(([name, content]) => upload(client, name, content)));
  const store = await client.vectorStores.create({ file_ids: ids });
  const tool: Tool = { type: 'file_search', vector_store_ids: [store.id] };
  return { ids, tools: [tool] };
}

function quotesOf(response: Response): Quote[] {
  return response.output.flatMap((item) => {
    const part = item.type === 'message' ? item.content[0] : undefined;
    if (part?.type !== 'output_text') return [];
    return part.annotations.flatMap((annotation) => {
      if (annotation.type !== 'file_citation') return [];
      // Offsets count characters; the manual holds some that are two code units long.
      const before = [...part.text].slice(0, annotation.index).join('');
      const quoted = before.slice(before.lastIndexOf('“') + 1).replace(/”$/, '');
      return [{ filename: annotation.filename, quoted }];
    });
  });
}

describe('a question about files', () => {
  const asked: [question: string, filename: string, ...sentences: string[]][] = [
    [
      'What is the notice period?',
      'contract.txt',
      'After probation, the notice period is three months to the end of a quarter',
    ],
    ['When does the warranty end?', 'manual.md', 'The warranty ends on 31 December 2027'],
    ['when does the guarantee expire', 'manual.md', 'The warranty ends on 31 December 2027'],
    [
      'How much do I earn a year? What is my salary?',
      'contract.txt',
      'The annual salary is € 62,400, paid in twelve equal parts on the last working day of each month',
    ],
    [
      'How many days of holiday do I get?',
      'contract.txt',
      'The employee has 30 days of paid leave a year',
      'Up to five days may be carried over until 31 March',
    ],
    ['When do I start?', 'contract.txt', 'The employment begins on 1 March 2026'],
    ['How heavy is the drill?', 'manual.md', 'Weight: 2.1 kg'],
    ['How powerful is it?', 'manual.md', 'Power: 750 watts'],
    ['Is the shop open on Sunday?', 'manual.md', 'Sunday: closed'],
    [
      'What are the opening hours?',
      'manual.md',
      'Monday to Friday: 9:00–18:00',
      'Saturday: 10:00–14:00',
      'Sunday: closed',
    ],
    [
      'Can I get a refund?',
      'manual.md',
      'You can return the drill 🛠️ within 30 days for a full refund',
      'Shipping is not refunded',
    ],
  ];
  for (const [question, filename, ...sentences] of asked) {
    it(`is answered word for word: ${question}`, async () => {
      const { client } = startLocal();
      const { tools } = await library(client);
      const response = await client.responses.create({ model: 'local-rules', input: question, tools });
      assert.deepEqual(
        quotesOf(response),
        sentences.map((quoted) => ({ filename, quoted })),
        response.output_text,
      );
      for (const sentence of sentences) assert.ok((contract + manual).includes(sentence));
    });
  }

  for (const question of [
    'What is the capital of Peru?',
    'What colour is the drill?',
    'Does Weber live in Berlin?',
    'Who is the chancellor?',
  ]) {
    it(`is answered honestly where nothing is there: ${question}`, async () => {
      const { client } = startLocal();
      const { tools } = await library(client);
      const response = await client.responses.create({ model: 'local-rules', input: question, tools });
      const names = /\*contract\.txt\* and \*manual\.md\*|\*manual\.md\* and \*contract\.txt\*/;
      assert.match(response.output_text, /^I found nothing about that in your files\. I looked through /);
      assert.match(response.output_text, names);
      assert.deepEqual(quotesOf(response), []);
    });
  }

  it('that follows another keeps its subject', async () => {
    const { client } = startLocal();
    const { tools } = await library(client);
    const { id } = await client.conversations.create();
    const ask = async (input: string) =>
      client.responses.create({ model: 'local-rules', conversation: id, input, tools });
    await ask('What is the notice period?');
    const quotes = quotesOf(await ask('And during probation?'));
    assert.ok(
      quotes.some(({ quoted }) => quoted.endsWith("with two weeks' notice")),
      JSON.stringify(quotes),
    );
  });

  it('shows what was found, with the place of each passage, only where that is asked for', async () => {
    const { client } = startLocal();
    const { tools } = await library(client);
    const body = { model: 'local-rules', input: 'When does the warranty end?', tools };
    const call = (response: Response) => response.output.find((item) => item.type === 'file_search_call');
    const plain = call(await client.responses.create(body));
    assert.equal(plain?.type === 'file_search_call' && plain.results, null);
    const included = call(await client.responses.create({ ...body, include: ['file_search_call.results'] }));
    assert.ok(included?.type === 'file_search_call');
    assert.deepEqual(included.queries, ['When does the warranty end?']);
    for (const { filename, text, attributes, score } of included.results ?? []) {
      const source = filename === 'manual.md' ? manual : contract;
      assert.equal(text, source.slice(Number(attributes?.['start']), Number(attributes?.['end'])));
      assert.ok(score && score > 0 && score < 1);
    }
    assert.match(included.results?.[0]?.text ?? '', /^The warranty ends on 31 December 2027\./);
  });

  it('is answered with the kind of thing it asks for', async () => {
    const { client } = startLocal();
    const facts = [
      'Delivery is made by bicycle.',
      'Delivery was invented by Ada Weber.',
      'Delivery is 5 euros.',
      'Delivery is on Monday.',
    ];
    const { tools } = await library(client, { 'facts.txt': facts.join('\n\n') });
    const asked = [
      ['How much is delivery?', facts[2]],
      ['Who invented delivery?', facts[1]],
      ['When is delivery?', facts[3]],
    ];
    for (const [input = '', expected] of asked) {
      const quotes = quotesOf(await client.responses.create({ model: 'local-rules', input, tools }));
      assert.equal(`${quotes[0]?.quoted}.`, expected);
    }
  });

  it('about everything is answered with what the file keeps talking about', async () => {
    const { client } = startLocal();
    const { tools } = await library(client, { 'contract.txt': contract });
    for (const input of ['Please summarise this.', 'What is this document about?', 'What are the key points?']) {
      const response = await client.responses.create({ model: 'local-rules', input, tools });
      const quotes = quotesOf(response);
      assert.equal(quotes.length, 3, response.output_text);
      for (const { quoted } of quotes) assert.ok(contract.includes(quoted));
    }
  });

  it('prefers the file that came with it, as a part of the message or named in a note before it', async () => {
    const { client } = startLocal();
    const files = { 'old.txt': 'The fee is 10 euros.\n', 'new.txt': 'The fee is 20 euros.\n' };
    const { ids, tools } = await library(client, files);
    const note = { role: 'developer' as const, content: `Files the user attached: new.txt, text/plain, ${ids[1]}` };
    const question = { role: 'user' as const, content: 'How much is the fee?' };
    const noted = await client.responses.create({ model: 'local-rules', input: [note, question], tools });
    assert.deepEqual(quotesOf(noted), [{ filename: 'new.txt', quoted: 'The fee is 20 euros' }]);

    const content = [
      { type: 'input_file' as const, file_id: ids[0] ?? '' },
      { type: 'input_text' as const, text: 'How much is the fee?' },
    ];
    const sent = await client.responses.create({ model: 'local-rules', input: [{ role: 'user', content }], tools });
    assert.deepEqual(quotesOf(sent), [{ filename: 'old.txt', quoted: 'The fee is 10 euros' }]);

    const later = await client.responses.create({
      model: 'local-rules',
      input: [note, { role: 'user', content: 'Thanks' }, question],
      tools,
    });
    assert.equal(quotesOf(later).length, 2, 'a note is about the next message only');
  });

  it('is answered from files inside the messages without any search tool', async () => {
    const { client } = startLocal();
    const file_id = await upload(client, 'manual.md', manual);
    const text = { type: 'input_text' as const, text: 'When does the warranty end?' };
    const byId = [{ type: 'input_file' as const, file_id }, text];
    const response = await client.responses.create({ model: 'local-rules', input: [{ role: 'user', content: byId }] });
    assert.deepEqual(
      response.output.map(({ type }) => type),
      ['message'],
    );
    assert.deepEqual(quotesOf(response), [{ filename: 'manual.md', quoted: 'The warranty ends on 31 December 2027' }]);

    const file_data = `data:text/markdown;base64,${Buffer.from(manual).toString('base64')}`;
    const inline = [{ type: 'input_file' as const, filename: 'inline.md', file_data }, text];
    const second = await client.responses.create({ model: 'local-rules', input: [{ role: 'user', content: inline }] });
    assert.match(second.output_text, /^\*\*inline\.md\*\* says: “The warranty ends on 31 December 2027\.”/);
    assert.deepEqual(quotesOf(second), [], 'bytes without an id cannot be cited');
  });

  it('that came without words is a question what the files are about', async () => {
    const { client } = startLocal();
    const file_id = await upload(client, 'manual.md', manual);
    const content = [{ type: 'input_file' as const, file_id }];
    const response = await client.responses.create({ model: 'local-rules', input: [{ role: 'user', content }] });
    assert.equal(quotesOf(response).length, 3);

    // Where a message must not be empty, the names of the files stand in for words.
    const { ids, tools } = await library(client, { 'manual.md': manual });
    const note = { role: 'developer' as const, content: `Attached: {"id":"${ids[0]}","name":"manual.md"}` };
    const named = { role: 'user' as const, content: 'manual.md' };
    const second = await client.responses.create({ model: 'local-rules', input: [note, named], tools });
    assert.equal(quotesOf(second).length, 3);
  });

  it('searches even where nothing is asked for, when the request insists on it', async () => {
    const { client } = startLocal();
    const { tools } = await library(client);
    const body = { model: 'local-rules', input: 'Hello', tools, tool_choice: { type: 'file_search' as const } };
    const { output } = await client.responses.create(body);
    assert.equal(output[0]?.type, 'file_search_call');
    const none = await client.responses.create({ ...body, input: 'When does the warranty end?', tool_choice: 'none' });
    assert.deepEqual(
      none.output.map(({ type }) => type),
      ['message'],
    );
    assert.deepEqual(quotesOf(none), []);
  });

  it('keeps a marker in its sentence, whatever the sentence ends with', async () => {
    const { client } = startLocal();
    const lines = [
      'Is the gate open? Yes!',
      'Colour of the gate: green',
      'He said: "The gate is heavy."',
      'The gate squeaks…',
    ];
    const { tools } = await library(client, { 'gate.txt': lines.join('\n\n') });
    for (const input of [
      'What colour has the gate?',
      'Is the gate heavy?',
      'Does the gate squeak?',
      'Is the gate open?',
    ]) {
      // The order of events is checked on the way, and with it that a full stop stands at each citation.
      const stream = await client.responses.create({ model: 'local-rules', input, tools, stream: true });
      let cited = 0;
      for await (const event of stream) if (event.type === 'response.output_text.annotation.added') cited++;
      assert.ok(cited > 0, input);
    }
  });
});

describe('a question no rule answers', () => {
  it('is told so, with what can be asked of the tools and files at hand', async () => {
    const { client } = startLocal();
    const { tools } = await library(client);
    const all: Tool[] = [
      ...tools,
      { type: 'code_interpreter', container: { type: 'auto' } },
      { type: 'function', name: 'get_weather', description: 'The weather of a city.', strict: false, parameters: {} },
      { type: 'web_search' },
    ];
    const { output_text } = await client.responses.create({
      model: 'local-rules',
      input: 'What can you do?',
      tools: all,
    });
    for (const part of [/no language model/, /Calculate/, /contract\.txt/, /get_weather/, /beyond me: `web_search`/]) {
      assert.match(output_text, part);
    }
  });

  it('is told that pictures cannot be looked at', async () => {
    const { client } = startLocal();
    const content = [
      { type: 'input_image' as const, detail: 'auto' as const, image_url: 'data:image/png;base64,AAAA' },
      { type: 'input_text' as const, text: 'What is in the picture?' },
    ];
    const { output_text } = await client.responses.create({ model: 'local-rules', input: [{ role: 'user', content }] });
    assert.match(output_text, /cannot look at pictures/);
  });
});
