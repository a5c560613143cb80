import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chunk, OutputFile } from '../../../protocol/index.ts';
import { withOutputFiles, type Fetched } from '../../../server/runs/output-files.ts';

function announced(id: string): Chunk {
  const data: OutputFile = {
    id,
    filename: `${id}.csv`,
    mediaType: 'text/csv',
    bytes: null,
    url: `https://app.test/${id}`,
    status: 'processing',
    origin: {},
  };
  return { type: 'data-file', id, data };
}

async function* from(...chunks: Chunk[]): AsyncGenerator<Chunk> {
  yield* chunks;
}

async function told(chunks: AsyncIterable<Chunk>): Promise<string[]> {
  const list: string[] = [];
  for await (const chunk of chunks) {
    list.push(
      chunk.type === 'data-file' ? `${(chunk.data as OutputFile).status} ${(chunk as { id: string }).id}` : chunk.type,
    );
  }
  return list;
}

test('files are told at the end of their step, in the order in which they were announced', async () => {
  const finish: Record<string, () => void> = {};
  const fetchFile = ({ id }: OutputFile) =>
    new Promise<Fetched>((resolve) => {
      finish[id] = () => resolve({ status: 'ready', bytes: 1 });
      // The second is there before the first.
      if (id === 'b') for (const name of ['b', 'a']) finish[name]?.();
    });
  const chunks = from(
    announced('a'),
    announced('b'),
    { type: 'start-step' },
    { type: 'finish-step' },
    { type: 'finish' },
  );
  assert.deepEqual(await told(withOutputFiles(chunks, fetchFile)), [
    'processing a',
    'processing b',
    'start-step',
    'ready a',
    'file',
    'ready b',
    'file',
    'finish-step',
    'finish',
  ]);
});

test('a file is told once, however often it is announced', async () => {
  let fetches = 0;
  const fetchFile = () => (fetches++, Promise.resolve<Fetched>({ status: 'ready' }));
  const chunks = from(announced('a'), announced('a'), { type: 'finish-step' }, announced('a'), { type: 'finish-step' });
  assert.deepEqual(await told(withOutputFiles(chunks, fetchFile)), [
    'processing a',
    'ready a',
    'file',
    'finish-step',
    'finish-step',
  ]);
  assert.equal(fetches, 1);
});

test('a file that failed is no file, but is told', async () => {
  const chunks = from(announced('a'), { type: 'finish-step' });
  const list = await told(withOutputFiles(chunks, () => Promise.resolve({ status: 'failed', error: 'Gone.' })));
  assert.deepEqual(list, ['processing a', 'failed a', 'finish-step']);
});

test('files are told also when the run ends in another way', async () => {
  const fetchFile = () => Promise.resolve<Fetched>({ status: 'ready' });
  assert.deepEqual(await told(withOutputFiles(from(announced('a'), { type: 'abort' }), fetchFile)), [
    'processing a',
    'ready a',
    'file',
    'abort',
  ]);
  assert.deepEqual(await told(withOutputFiles(from(announced('a')), fetchFile)), ['processing a', 'ready a', 'file']);
  const failing = (async function* () {
    yield announced('a');
    throw new Error('broken');
  })();
  const list: string[] = [];
  await assert.rejects(async () => {
    for await (const { type } of withOutputFiles(failing, fetchFile)) list.push(type);
  }, /broken/);
  assert.deepEqual(list, ['data-file', 'data-file', 'file']);
});
