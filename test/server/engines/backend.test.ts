import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FilePart, FileRef, MessagePage, Thread } from '../../../protocol/index.ts';
import { backend, type BackendOptions, type BackendPiece, type BackendRequest } from '../../../server/index.ts';
import { chunks, grow, Harness, ofType, Reading, textOf } from '../support/harness.ts';

describe('a backend of your own', () => {
  it('is ended by a stop that it does not listen to', async () => {
    const { harness, threadId } = await setUp(async function* () {
      yield 'A beginning';
      await new Promise(() => {});
    });
    const reading = new Reading(await harness.send(threadId, 'Go', 'u1'));
    await reading.until('text-delta');
    await harness.post(`/chat/${threadId}/stop`, {});
    assert.ok((await reading.all()).some(({ type }) => type === 'abort'));
    const { data } = await harness.json<MessagePage>(`/threads/${threadId}/messages?order=asc`);
    assert.match(JSON.stringify(data[1]), /A beginning/);
  });

  it('is given up where it is silent for too long', async () => {
    const mute = () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) });
    const { harness, threadId } = await setUp(mute, {}, { upstreamIdleMs: 20 });
    const told = await chunks(await harness.send(threadId, 'Go', 'u1'));
    assert.equal(ofType(told, 'data-error')[0]?.data.code, 'service_silent');
  });

  it('gets files of any kind, cites one of them, and its text can be read', async () => {
    const text = 'Hello 😀. The notice period is three months.';
    const { harness, threadId } = await setUp(async function* ({ files }) {
      const file = files.find(({ name }) => name === 'terms.md');
      assert.equal(new TextDecoder().decode(await file?.bytes()), text);
      yield 'Three months 🦊.';
      yield { citation: { fileId: file?.id ?? '', quote: 'The notice period is three months.' } };
    });
    const odd = await upload(harness, threadId, new File(['?'], 'data.parquet', { type: 'application/octet-stream' }));
    assert.equal(odd.status, 'ready');
    const file = await upload(harness, threadId, new File([text], 'terms.md', { type: 'text/markdown' }));
    const part: FilePart = { type: 'file', url: file.url, mediaType: file.mediaType, filename: file.filename };
    const body = {
      id: threadId,
      messages: [{ id: 'u1', role: 'user', parts: [part, { type: 'text', text: 'How long?' }] }],
    };
    const told = await chunks(await harness.post('/chat', body));
    assert.equal(textOf(grow(told)), 'Three months 🦊.');
    const { start, quote, source } = ofType(told, 'data-annotation')[0]?.data ?? {};
    assert.deepEqual([start, quote], [16, 'The notice period is three months.']);
    assert.equal(source?.id, file.id);
    assert.equal(await (await harness.request(`/files/${file.id}/text`)).text(), text);
  });

  for (const [what, citation] of [
    ['an address that no page may open', { url: 'javascript:alert(1)' }],
    ['a file that is not of the thread', { fileId: 'kept-file-0' }],
  ] as const) {
    it(`is told of a citation of ${what}`, async () => {
      const { harness, threadId } = await setUp(async function* () {
        yield 'Well.';
        yield { citation };
      });
      const told = await chunks(await harness.send(threadId, 'Go', 'u1'));
      assert.equal(ofType(told, 'data-error')[0]?.data.code, 'service_failed');
      assert.match(String((harness.errors[0] as Error).cause), /A citation points to/);
    });
  }

  it('is refused hosted tools, which nobody would run', () => {
    const tools = { webSearch: true } as unknown as NonNullable<BackendOptions['tools']>;
    assert.throws(() => backend({ name: 'own', answer: async function* () {}, tools }), /has no hosted tools/);
  });
});

async function setUp(
  answer: (request: BackendRequest) => AsyncIterable<BackendPiece>,
  options: Partial<BackendOptions> = {},
  limits: Record<string, number> = {},
) {
  const engine = backend({ name: 'own', answer, ...options });
  const harness = new Harness({} as Harness['upstream'], { engine: engine as never, limits });
  const { id: threadId } = (await (await harness.post('/threads', {})).json()) as Thread;
  return { harness, threadId };
}

async function upload(harness: Harness, threadId: string, file: File): Promise<FileRef> {
  const body = new FormData();
  body.append('file', file);
  body.append('threadId', threadId);
  return (await (await harness.request('/files', { method: 'POST', body })).json()) as FileRef;
}
