import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linkedFile } from '../../../components/annotated-message/linked-file.ts';
import { messageFiles, type MessageFile } from '../../../components/annotated-message/message-files.ts';
import type { FilePart, MessagePart } from '../../../protocol/index.ts';
import { assistant, outputFile } from './message-builders.ts';

const picture: FilePart = { type: 'file', mediaType: 'image/png', url: 'https://x.org/picture.png' };

describe('messageFiles', () => {
  it('shows a file once, where it was announced', () => {
    const plain: FilePart = { ...picture, providerMetadata: { kit: { fileId: 'chart.png' } } };
    const files = messageFiles(assistant(plain, outputFile('chart.png'), picture, picture));
    assert.deepEqual(
      [...files].map(([index, { id }]) => [index, id]),
      [
        [1, 'chart.png'],
        [2, picture.url],
      ],
    );
  });

  it('names a plain file by its own name, ours, or its address', () => {
    const named = (part: Partial<FilePart>) =>
      messageFiles(assistant({ ...picture, ...part } as MessagePart)).get(0)?.filename;
    assert.equal(named({ filename: 'a.png' }), 'a.png');
    assert.equal(named({ providerMetadata: { kit: { filename: 'b.png' } } }), 'b.png');
    assert.equal(named({ url: 'https://x.org/dir/c%20d.png?e#f' }), 'c d.png');
    assert.equal(named({ url: 'https://x.org/%' }), '%');
    assert.equal(named({ url: 'https://x.org/dir/?e' }), 'dir');
    assert.equal(named({ url: 'data:image/png;base64,AA/AA' }), '');
  });
});

describe('linkedFile', () => {
  const link = { url: 'sandbox:/mnt/data/a%20b.csv', start: 10, end: 40 };
  const inside = { start: 17, end: 39 };
  const source = { type: 'file' as const, id: 'f', filename: 'other.csv' };
  const url = 'https://x.org/annotated';

  it('is the annotated one, at the address of the annotation or of the announced file', () => {
    assert.deepEqual(linkedFile(link, [{ ...inside, source: { ...source, url } }], []), {
      id: 'f',
      filename: 'other.csv',
      url,
    });
    assert.equal(linkedFile(link, [{ ...inside, source }], [written({ id: 'f', url })]).url, url);
    assert.deepEqual(linkedFile(link, [{ start: 40, end: 50, source }], []), { filename: 'a b.csv' });
  });

  it('is else the last one of its name', () => {
    const files = [written({ id: '1' }), written({ id: '2', url }), written({ id: '3', filename: 'c.csv' })];
    assert.deepEqual(linkedFile(link, [], files), { id: '2', filename: 'a b.csv', url });
  });

  it('has no address before it is ready', () => {
    const files = [written({ id: 'f', status: 'processing' })];
    assert.deepEqual(linkedFile(link, [], files), { id: 'f', filename: 'a b.csv' });
  });
});

function written(changes: Partial<MessageFile>): MessageFile {
  return (outputFile('a b.csv', changes) as { data: unknown }).data as MessageFile;
}
