import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Annotation, TextPart, ToolPart } from '../../../protocol/index.ts';
import { ofType } from '../support/harness.ts';
import { completed, mapAll, mapItems, messageOf, names, newMapper, responseEvents, threadId } from '../support/map.ts';
import { functionCall, message, type FakeEvent, type Item } from '../support/response-events.ts';

const fileId = 'file-AbCdEf123456';
const container_id = 'cntr_0123456789abcdef';

test('a run begins with what it is called and whom it answers', () => {
  const [start, step] = mapAll(responseEvents([]));
  assert.ok(start?.type === 'start');
  assert.equal(start.messageId, 'reply_msg_question');
  const { threadId: thread, replyTo, createdAt, run } = start.messageMetadata ?? {};
  assert.equal(names.openThread(thread ?? ''), threadId);
  assert.equal(replyTo, 'msg_question');
  assert.equal(createdAt, 1_700_000_000_000);
  assert.ok(names.openRun(run?.id ?? '', threadId));
  assert.equal(run?.status, 'in_progress');
  assert.deepEqual(step, { type: 'start-step' });
});

test('a run that is queued tells when it begins', () => {
  const event = (type: string, status: string) => ({
    type,
    response: { id: 'resp_1', created_at: 1, status, output: [] },
  });
  const list = mapAll([
    event('response.created', 'queued'),
    event('response.queued', 'queued'),
    event('response.in_progress', 'in_progress'),
    event('response.in_progress', 'in_progress'),
  ]);
  assert.deepEqual(
    list.map(({ type }) => type),
    ['start', 'start-step', 'message-metadata'],
  );
  assert.equal(ofType(list, 'start')[0]?.messageMetadata?.run?.status, 'queued');
  assert.equal(ofType(list, 'message-metadata')[0]?.messageMetadata.run?.status, 'in_progress');
});

test('text streams as it comes, under an id that stays', () => {
  const item = message('Two words');
  assert.deepEqual(mapItems(item), [
    { type: 'text-start', id: `${item.id}:0`, providerMetadata: { kit: { textId: `${item.id}:0` } } },
    { type: 'text-delta', id: `${item.id}:0`, delta: 'Two ' },
    { type: 'text-delta', id: `${item.id}:0`, delta: 'words' },
    { type: 'text-end', id: `${item.id}:0`, providerMetadata: { kit: { textId: `${item.id}:0` } } },
  ]);
});

test('what a service leaves out is made up for from what it says in the end', () => {
  const item = message('All of it.');
  const kept: Record<string, FakeEvent[]> = {
    'only the finished item': itemOnly(item),
    'no deltas': responseEvents([item]).filter(({ type }) => type !== 'response.output_text.delta'),
    'no parts': responseEvents([item]).filter(({ type }) => !type.startsWith('response.content_part')),
    'half of the deltas': responseEvents([item]).filter((event) => event['delta'] !== 'it.'),
    'no end of the item': responseEvents([item]).filter(({ type }) => type !== 'response.output_item.done'),
    'nothing but deltas': responseEvents([item]).filter(({ type }) => /created|item.added|delta|completed/.test(type)),
  };
  for (const [what, events] of Object.entries(kept)) {
    const parts = messageOf(mapAll(events)).parts.filter(({ type }) => type === 'text') as TextPart[];
    assert.deepEqual(
      parts.map(({ text, state }) => [text, state]),
      [['All of it.', 'done']],
      what,
    );
  }
});

test('text that was shown is never changed, whatever the service says in the end', () => {
  const item = message('Shown text');
  const events = responseEvents([item]).map((event) =>
    event.type === 'response.content_part.done'
      ? { ...event, part: { type: 'output_text', text: 'Other', annotations: [] } }
      : event,
  );
  assert.equal((messageOf(mapAll(events)).parts.at(-1) as TextPart).text, 'Shown text');
});

test('ids that change with every event, as one service has them, do not matter', () => {
  let turn = 0;
  const events = responseEvents([message('Same text')]).map((event) => ({ ...event, item_id: `other_${turn++}` }));
  const texts = messageOf(mapAll(events)).parts.filter(({ type }) => type === 'text') as TextPart[];
  assert.deepEqual(
    texts.map(({ text }) => text),
    ['Same text'],
  );
});

test('a refusal is a text that says what it is', () => {
  const item = message('');
  item['content'] = [{ type: 'refusal', refusal: 'I cannot help with that.' }];
  const [part] = messageOf(mapItems(item)).parts as TextPart[];
  assert.equal(part?.text, 'I cannot help with that.');
  assert.deepEqual(part?.providerMetadata?.['kit'], { textId: `${item.id}:0`, refusal: true });
});

test('reasoning streams as summaries, and as raw text where a service shows it', () => {
  const summary: Item = {
    type: 'reasoning',
    id: 'rs_1',
    summary: [
      { type: 'summary_text', text: 'First thought' },
      { type: 'summary_text', text: 'Second' },
    ],
  };
  const parts = messageOf(mapItems(summary)).parts;
  assert.deepEqual(
    parts.map((part) => [part.type, (part as TextPart).text, (part as TextPart).state]),
    [
      ['reasoning', 'First thought', 'done'],
      ['reasoning', 'Second', 'done'],
    ],
  );
  const raw: FakeEvent[] = [
    { type: 'response.created', response: { id: 'resp_1', created_at: 1, status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', output_index: 0, item: { type: 'reasoning', id: 'rs_2', summary: [] } },
    { type: 'response.reasoning_text.delta', output_index: 0, item_id: 'rs_2', content_index: 0, delta: 'Hm, ' },
    { type: 'response.reasoning_text.delta', output_index: 0, item_id: 'rs_2', content_index: 0, delta: 'so' },
    { type: 'response.reasoning_text.done', output_index: 0, item_id: 'rs_2', content_index: 0, text: 'Hm, so' },
    { type: 'response.output_item.done', output_index: 0, item: { type: 'reasoning', id: 'rs_2', summary: [] } },
  ];
  const [part] = messageOf(mapAll(raw).slice(2)).parts as TextPart[];
  assert.deepEqual([part?.type, part?.text], ['reasoning', 'Hm, so']);
});

test('code streams as the JSON input it will be, then come its outputs', () => {
  const code = 'print("a\\n")\n# ü 😀';
  const png = 'data:image/png;base64,iVBORw0KGgo=';
  const outputs = [
    { type: 'logs', logs: 'a' },
    { type: 'image', url: png },
  ];
  const list = mapItems({
    type: 'code_interpreter_call',
    id: 'ci_1',
    container_id,
    code,
    outputs,
    status: 'completed',
  });
  const streamed = ofType(list, 'tool-input-delta')
    .map(({ inputTextDelta }) => inputTextDelta)
    .join('');
  const input = JSON.parse(streamed) as { code: string; containerId: string };
  assert.equal(input.code, code);
  const handle = names.container(container_id);
  assert.deepEqual(input, { code, containerId: handle });
  const [part] = messageOf(list).parts as ToolPart[];
  assert.deepEqual(part, {
    type: 'tool-code_interpreter',
    toolCallId: 'ci_1',
    state: 'output-available',
    providerExecuted: true,
    input,
    output: { outputs },
  });
});

test('what happens at the moment is told and not kept', () => {
  const list = mapItems({
    type: 'code_interpreter_call',
    id: 'ci_1',
    container_id,
    code: '1',
    outputs: null,
    status: 'completed',
  });
  const phases = ofType(list, 'data-status').map(({ data }) => (data as { phase: string }).phase);
  assert.deepEqual(phases, ['code_interpreter.writing', 'code_interpreter.interpreting']);
  assert.ok(messageOf(list).parts.every(({ type }) => type !== 'data-status'));
});

test('code and searches that failed end in an error', () => {
  const failed: Item[] = [
    { type: 'code_interpreter_call', id: 'ci_1', container_id, code: '1/0', outputs: null, status: 'failed' },
    { type: 'file_search_call', id: 'fs_1', queries: ['q'], results: null, status: 'failed' },
    { type: 'web_search_call', id: 'ws_1', status: 'failed', action: { type: 'search', query: 'q' } },
  ];
  for (const item of failed)
    assert.equal((messageOf(mapItems(item)).parts[0] as ToolPart).state, 'output-error', item.type);
});

test('a file search shows its queries and what it found, with handles for ids', () => {
  const results = [{ file_id: fileId, filename: '../terms.pdf', score: 0.9, text: 'Three months.', attributes: {} }];
  const [part] = messageOf(
    mapItems({ type: 'file_search_call', id: 'fs_1', queries: ['notice'], results, status: 'completed' }),
  ).parts as ToolPart[];
  assert.deepEqual(part?.input, { queries: ['notice'] });
  const found = [
    { fileId: names.file(fileId, threadId), filename: 'terms.pdf', score: 0.9, text: 'Three months.', attributes: {} },
  ];
  assert.deepEqual(part?.output, { queries: ['notice'], results: found });
});

test('a cited file is a point with the passage as its quote, and one source however often it is cited', () => {
  const text = 'It is three months. It must be written.';
  const search = {
    type: 'file_search_call',
    id: 'fs_1',
    queries: ['notice'],
    status: 'completed',
    results: [
      {
        file_id: fileId,
        filename: 'terms.pdf',
        score: 0.9,
        text: 'The notice period is three months.',
        attributes: { start: 40, end: 74 },
      },
    ],
  };
  const cited = (index: number) => ({ type: 'file_citation', file_id: fileId, filename: 'terms.pdf', index });
  const answer = message(text, [cited(18), cited(38)]);
  const list = mapItems(search, answer);
  const source = {
    type: 'file',
    id: names.file(fileId, threadId),
    filename: 'terms.pdf',
    mediaType: 'application/pdf',
    url: names.fileUrl(names.file(fileId, threadId)),
  };
  const quoted = { quote: 'The notice period is three months.', quoteStart: 40, quoteEnd: 74 };
  const textId = `${answer.id}:0`;
  assert.deepEqual(
    ofType(list, 'data-annotation').map(({ id, data }) => ({ id, data })),
    [18, 38].map((at, index) => ({
      id: `${textId}#${index}`,
      data: { textId, start: at, end: at, kind: 'file_citation', source, ...quoted },
    })),
  );
  assert.equal(ofType(list, 'source-document').length, 1);
  assert.equal(ofType(list, 'source-document')[0]?.sourceId, source.id);
  const [end] = ofType(list, 'text-end');
  assert.equal(end?.citations?.length, 2);
  assert.equal(end?.citations?.[0]?.citedText, quoted.quote);
  assert.deepEqual(end?.providerMetadata?.['openai'], {
    annotations: [18, 38].map((index) => ({ type: 'file_citation', file_id: source.id, filename: 'terms.pdf', index })),
  });
});

test('attributes that do not measure the passage are no place of it', () => {
  const results = [
    { file_id: fileId, filename: 'a.txt', score: 1, text: 'Three months.', attributes: { start: 1, end: 2 } },
  ];
  const list = mapItems(
    { type: 'file_search_call', id: 'fs_1', queries: [], status: 'completed', results },
    message('Three months.', [{ type: 'file_citation', file_id: fileId, filename: 'a.txt', index: 12 }]),
  );
  const data = ofType(list, 'data-annotation')[0]!.data as Annotation;
  assert.equal(data.quote, 'Three months.');
  assert.ok(!('quoteStart' in data));
});

test('a web page is cited with the words the model wrote for it, and is one source', () => {
  const link = '([a.test](https://a.test/x))';
  const text = `Fact ${link}. Again ${link}.`;
  const at = (start_index: number) => ({
    type: 'url_citation',
    url: 'https://a.test/x',
    title: 'A',
    start_index,
    end_index: start_index + link.length,
  });
  const list = mapItems(message(text, [at(5), at(text.lastIndexOf(link))]));
  const markers = ofType(list, 'data-annotation').map(({ data }) => (data as Annotation).marker);
  assert.deepEqual(markers, [link, link]);
  assert.deepEqual(ofType(list, 'source-url'), [
    { type: 'source-url', sourceId: 'https://a.test/x', url: 'https://a.test/x', title: 'A' },
  ]);
});

test('a page without offsets is a source without a place, and an address that is no page is none', () => {
  const list = mapItems(
    message('Text.', [
      { type: 'url_citation', url: 'https://a.test' },
      { type: 'url_citation', url: 'javascript:alert(1)', start_index: 0, end_index: 4 },
    ]),
  );
  assert.deepEqual(ofType(list, 'data-annotation'), []);
  assert.deepEqual(
    ofType(list, 'source-url').map(({ url }) => url),
    ['https://a.test'],
  );
  const [end] = ofType(list, 'text-end');
  assert.deepEqual(end?.citations, [
    { source: { type: 'source', sourceType: 'url', id: 'https://a.test', url: 'https://a.test' } },
  ]);
});

test('a file that code has written is announced with the step it comes from, and cited where it is linked', () => {
  const target = 'sandbox:/mnt/data/mean.csv';
  const text = `[Download](${target})`;
  const cited = {
    type: 'container_file_citation',
    container_id,
    file_id: 'cfile_0123456789',
    filename: 'mean.csv',
    start_index: 11,
    end_index: 11 + target.length,
  };
  const list = mapItems(
    { type: 'code_interpreter_call', id: 'ci_1', container_id, code: '1', outputs: null, status: 'completed' },
    message(text, [cited]),
  );
  const id = names.file('cfile_0123456789', container_id);
  const file = {
    id,
    filename: 'mean.csv',
    mediaType: 'text/csv',
    bytes: null,
    url: names.fileUrl(id),
    status: 'processing',
    origin: { toolCallId: 'ci_1' },
  };
  assert.deepEqual(ofType(list, 'data-file'), [{ type: 'data-file', id, data: file }]);
  assert.equal((ofType(list, 'data-annotation')[0]!.data as Annotation).marker, target);
  assert.deepEqual(ofType(list, 'source-document'), []);
});

test('images that were shown and not saved get names of their own, and no place in the text', () => {
  const shown = (file_id: string) => ({
    type: 'container_file_citation',
    container_id,
    file_id,
    filename: `${file_id}.png`,
    start_index: 0,
    end_index: 0,
  });
  const list = mapItems(message('Two plots.', [shown('cfile_0123456789'), shown('cfile_9876543210')]));
  assert.deepEqual(ofType(list, 'data-annotation'), []);
  assert.deepEqual(
    ofType(list, 'data-file').map(({ data }) => (data as { filename: string }).filename),
    ['image.png', 'image-2.png'],
  );
});

test('file paths become files with the names of their links', () => {
  const text = 'See [a](sandbox:/mnt/data/a.txt) and [b](sandbox:/mnt/data/b.txt)';
  const path = (file_id: string) => ({ type: 'file_path', file_id, index: 0 });
  const list = mapItems(message(text, [path('file-aaaaaa1'), path('file-bbbbbb2')]));
  assert.deepEqual(
    ofType(list, 'data-file').map(({ data }) => (data as { filename: string }).filename),
    ['a.txt', 'b.txt'],
  );
  assert.deepEqual(
    ofType(list, 'data-annotation').map(({ data }) => (data as Annotation).marker),
    ['sandbox:/mnt/data/a.txt', 'sandbox:/mnt/data/b.txt'],
  );
});

test('an annotation is told as soon as its words are there, and again only where the end corrects it', () => {
  const events = responseEvents([
    message('Cite here. More text.', [{ type: 'file_citation', file_id: fileId, filename: 'a.txt', index: 9 }]),
  ]);
  const added = events.findIndex(({ type }) => type === 'response.output_text.annotation.added');
  const [annotation] = events.splice(added, 1);
  const early = events.findIndex((event) => event['delta'] === 'here. ');
  events.splice(early + 1, 0, annotation!);
  const types = mapAll(events).map(({ type }) => type);
  assert.equal(types.filter((type) => type === 'data-annotation').length, 1);
  assert.ok(types.indexOf('data-annotation') < types.lastIndexOf('text-delta'));

  const corrected = events.map((event) => {
    if (event.type !== 'response.content_part.done') return event;
    const annotations = [{ type: 'file_citation', file_id: fileId, filename: 'a.txt', index: 20 }];
    return { ...event, part: { type: 'output_text', text: 'Cite here. More text.', annotations } };
  });
  const told = ofType(mapAll(corrected), 'data-annotation');
  assert.deepEqual(
    told.map(({ id, data }) => [id.slice(-2), (data as Annotation).start]),
    [
      ['#0', 9],
      ['#0', 20],
    ],
  );
});

test('web search, images and tools of other servers have the shapes the AI SDK gives them', () => {
  const search = { type: 'search', query: 'q', queries: ['q'], sources: [{ type: 'url', url: 'https://a.test' }] };
  const [web] = messageOf(mapItems({ type: 'web_search_call', id: 'ws_1', status: 'completed', action: search }))
    .parts as ToolPart[];
  assert.deepEqual(web?.output, {
    action: { type: 'search', query: 'q', queries: ['q'] },
    sources: [{ type: 'url', url: 'https://a.test' }],
  });

  const image = mapItems({
    type: 'image_generation_call',
    id: 'ig_1',
    status: 'completed',
    result: 'iVBORw0KGgo=',
    output_format: 'webp',
  });
  assert.deepEqual((messageOf(image).parts[0] as ToolPart).output, { result: 'iVBORw0KGgo=' });
  assert.equal((ofType(image, 'data-file')[0]!.data as { filename: string }).filename, 'image.webp');

  const call = {
    type: 'mcp_call',
    id: 'mcp_1',
    server_label: 'docs',
    name: 'find',
    arguments: '{"q":1}',
    output: 'found',
    error: null,
    status: 'completed',
    approval_request_id: null,
  };
  const [mcp] = messageOf(mapItems(call)).parts;
  assert.deepEqual(mcp, {
    type: 'dynamic-tool',
    toolName: 'mcp.find',
    toolCallId: 'mcp_1',
    state: 'output-available',
    providerExecuted: true,
    input: { q: 1 },
    output: { type: 'call', serverLabel: 'docs', name: 'find', arguments: '{"q":1}', output: 'found' },
  });
  const [broken] = messageOf(mapItems({ ...call, error: 'secret of the server' })).parts as ToolPart[];
  assert.equal(broken?.errorText, '"find" failed.');
});

test('a partial image is a first version', () => {
  const events = responseEvents([{ type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'AAAA' }]);
  const partial = {
    type: 'response.image_generation_call.partial_image',
    output_index: 0,
    item_id: 'ig_1',
    partial_image_b64: 'BBBB',
    partial_image_index: 0,
  };
  events.splice(2, 0, partial);
  const outputs = ofType(mapAll(events), 'tool-output-available');
  assert.deepEqual(
    outputs.map(({ output, preliminary }) => [output, preliminary]),
    [
      [{ result: 'BBBB' }, true],
      [{ result: 'AAAA' }, undefined],
    ],
  );
});

test('a function call streams its arguments and becomes a question', () => {
  const mapper = newMapper();
  const call = functionCall('weather', { city: 'Basel' }, 'call_1');
  const list = mapAll(responseEvents([call]), mapper);
  const [part] = messageOf(list.slice(2)).parts as ToolPart[];
  assert.deepEqual(part, {
    type: 'tool-weather',
    toolCallId: 'call_1',
    state: 'input-available',
    input: { city: 'Basel' },
  });
  assert.deepEqual(mapper.questions, [
    { kind: 'function', callId: 'call_1', name: 'weather', arguments: '{"city":"Basel"}' },
  ]);
});

test('a call that cannot be read is an error for the page, and still a question that must be answered', () => {
  const mapper = newMapper();
  const list = mapAll(responseEvents([{ ...functionCall('weather', {}), arguments: '{"city":' }]), mapper);
  assert.equal((messageOf(list.slice(2)).parts[0] as ToolPart).state, 'output-error');
  assert.equal(mapper.questions.length, 1);
});

test('what a function of the server says when it fails is not for the page; what the page said is', () => {
  const output = {
    type: 'function_call_output',
    call_id: 'call_1',
    output: '{"error":"db.internal:5432 refused"}',
  } as const;
  for (const [isServerFunction, errorText] of [
    [true, '"weather" failed.'],
    [false, 'db.internal:5432 refused'],
  ] as const) {
    const mapper = newMapper(() => isServerFunction);
    mapAll(responseEvents([functionCall('weather', {}, 'call_1')]), mapper);
    assert.deepEqual([...mapper.mapAnswer(output)], [{ type: 'tool-output-error', toolCallId: 'call_1', errorText }]);
  }
});

test('an approval is asked for, and its tool goes on in the same part', () => {
  const mapper = newMapper();
  const request = {
    type: 'mcp_approval_request',
    id: 'mcpr_1',
    server_label: 'docs',
    name: 'drop',
    arguments: '{"id":1}',
  };
  const asked = mapAll(responseEvents([request]), mapper);
  assert.deepEqual(mapper.questions, [{ kind: 'approval', approvalId: 'mcpr_1' }]);
  const before = messageOf(asked.slice(2));
  const [part] = before.parts as ToolPart[];
  assert.deepEqual([part?.state, part?.approval], ['approval-requested', { id: 'mcpr_1' }]);

  const goesOn = [...mapper.goOn(mapper.runId ?? '')];
  const call = {
    type: 'mcp_call',
    id: 'mcp_1',
    server_label: 'docs',
    name: 'drop',
    arguments: '{"id":1}',
    output: 'done',
    status: 'completed',
    approval_request_id: 'mcpr_1',
  };
  const after = messageOf([...asked, ...goesOn, ...mapAll(responseEvents([call]), mapper)]);
  const tools = after.parts.filter(({ type }) => type === 'dynamic-tool') as ToolPart[];
  assert.deepEqual(
    tools.map(({ toolCallId, state }) => [toolCallId, state]),
    [['mcpr_1', 'output-available']],
  );
});

test('a refused approval is told', () => {
  const mapper = newMapper();
  mapAll(
    responseEvents([{ type: 'mcp_approval_request', id: 'mcpr_1', server_label: 'd', name: 'drop', arguments: '{}' }]),
    mapper,
  );
  const answer = { type: 'mcp_approval_response', approval_request_id: 'mcpr_1', approve: false } as const;
  assert.deepEqual([...mapper.mapAnswer(answer)], [{ type: 'tool-output-denied', toolCallId: 'mcpr_1' }]);
});

test('how a response ended is known in all its forms', () => {
  const response = { id: 'resp_1', created_at: 1, output: [] };
  const cases: [FakeEvent, object][] = [
    [completed(), { status: 'completed' }],
    [
      {
        type: 'response.incomplete',
        response: { ...response, status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
      },
      { status: 'incomplete', reason: 'max_output_tokens' },
    ],
    [
      { type: 'response.failed', response: { ...response, status: 'failed', error: { code: 'server_error' } } },
      { status: 'failed', error: { code: 'server_error' } },
    ],
    [{ type: 'response.failed', response: { ...response, status: 'cancelled' } }, { status: 'cancelled' }],
    [
      { type: 'error', code: 'rate_limit_exceeded', message: 'x' },
      { status: 'failed', error: { code: 'rate_limit_exceeded' } },
    ],
    [
      { type: 'error', error: { code: 'server_error', message: 'x' } },
      { status: 'failed', error: { code: 'server_error' } },
    ],
  ];
  for (const [event, outcome] of cases) {
    const mapper = newMapper();
    mapAll([...responseEvents([]).slice(0, 1), event], mapper);
    const { status, reason, error } = mapper.outcome ?? {};
    const found = { status, ...(reason ? { reason } : {}), ...(error ? { error } : {}) };
    assert.deepEqual(found, outcome);
  }
});

test('events and items that nobody knows yet show nothing and break nothing', () => {
  const events = responseEvents([message('Known.')]);
  events.splice(2, 0, { type: 'response.brand_new.thing', output_index: 0 }, { type: 'keepalive' });
  events.splice(
    1,
    0,
    ...[{ type: 'hologram_call', id: 'hg_1' }].flatMap((item) => [
      { type: 'response.output_item.added', output_index: 7, item },
      { type: 'response.hologram.delta', output_index: 7, delta: 'x' },
      { type: 'response.output_item.done', output_index: 7, item },
    ]),
  );
  assert.deepEqual(
    messageOf(mapAll(events)).parts.map(({ type }) => type),
    ['step-start', 'text'],
  );
});

test('a run that breaks off leaves nothing open', () => {
  const items: Item[] = [
    { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'thinking hard' }] },
    message('Half of a sentence'),
    { type: 'code_interpreter_call', id: 'ci_1', container_id, code: 'x = 1', outputs: null, status: 'completed' },
    { type: 'file_search_call', id: 'fs_1', queries: ['q'], results: [], status: 'completed' },
    { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'q' } },
    { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'AAAA' },
    functionCall('weather', { city: 'Basel' }),
    {
      type: 'mcp_call',
      id: 'mcp_1',
      server_label: 'd',
      name: 'find',
      arguments: '{}',
      output: 'x',
      status: 'completed',
    },
  ];
  for (const item of items) {
    const events = responseEvents([item]).slice(0, -1);
    for (let length = 2; length < events.length; length++) {
      const mapper = newMapper();
      const list = [...mapAll(events.slice(0, length), mapper), ...mapper.close()];
      for (const part of messageOf(list).parts as ToolPart[]) {
        const isOpen = ['streaming', 'input-streaming', 'input-available'].includes(part.state);
        assert.ok(!isOpen || item.type === 'function_call', `${item.type} cut after ${length} events: ${part.state}`);
      }
    }
  }
});

test('the same events give the same chunks, and no upstream id crosses the wire', () => {
  const items: Item[] = [
    { type: 'code_interpreter_call', id: 'ci_1', container_id, code: 'x', outputs: [], status: 'completed' },
    {
      type: 'file_search_call',
      id: 'fs_1',
      queries: ['q'],
      results: [{ file_id: fileId, filename: 'a.txt', text: 'x', score: 1 }],
      status: 'completed',
    },
    message('[a](sandbox:/mnt/data/a.txt)', [
      {
        type: 'container_file_citation',
        container_id,
        file_id: 'cfile_0123456789',
        filename: 'cfile_0123456789.png',
        start_index: 0,
        end_index: 0,
      },
      { type: 'file_citation', file_id: fileId, filename: 'a.txt', index: 3 },
    ]),
  ];
  const once = JSON.stringify(mapAll(responseEvents(items)));
  assert.equal(JSON.stringify(mapAll(responseEvents(items))), once);
  assert.doesNotMatch(once, /\b(conv|resp|file|cfile|cntr|vs)[_-](?=\w*\d)\w{6,}/);
});

function itemOnly(item: Item): FakeEvent[] {
  return responseEvents([item]).filter(({ type }) => /created|item.done|completed/.test(type));
}
