import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linkedFile } from '../../../components/annotated-message/linked-file.ts';
import { messageFiles } from '../../../components/annotated-message/message-files.ts';
import type { FilePart, MessagePart, OutputFile } from '../../../protocol/index.ts';

describe('messageFiles', () => {
  it('shows a file once, where it was announced first', () => {
    const plain: FilePart = { ...picture, providerMetadata: { kit: { fileId: 'f', filename: 'chart.png' } } };
    const files = messageFiles({ id: 'm', role: 'assistant', parts: [plain, announced('f'), picture, picture] });
    assert.deepEqual(
      [...files].map(([index, { id }]) => [index, id]),
      [
        [1, 'f'],
        [2, picture.url],
      ],
    );
  });

  it('names a plain file by its own name, ours, or its address', () => {
    const named = (part: Partial<FilePart>) =>
      messageFiles({ id: 'm', role: 'assistant', parts: [{ ...picture, ...part } as MessagePart] }).get(0)?.filename;
    assert.equal(named({ filename: 'a.png' }), 'a.png');
    assert.equal(named({ providerMetadata: { kit: { filename: 'b.png' } } }), 'b.png');
    assert.equal(named({ url: 'https://x.org/dir/c%20d.png?e#f' }), 'c d.png');
    assert.equal(named({ url: 'https://x.org/%' }), '%');
    assert.equal(named({ url: 'data:image/png;base64,AA/AA' }), '');
  });
});

describe('linkedFile', () => {
  const link = { url: 'sandbox:/mnt/data/a%20b.csv', start: 10, end: 40 };

  it('is the annotated one, at the address of the annotation or of the announced file', () => {
    const source = { type: 'file' as const, id: 'f', filename: 'other.csv' };
    const url = 'https://x.org/annotated';
    assert.deepEqual(linkedFile(link, [{ start: 17, end: 39, source: { ...source, url } }], []), {
      id: 'f',
      filename: 'other.csv',
      url,
    });
    assert.equal(
      linkedFile(link, [{ start: 17, end: 39, source }], [announced('f').data as OutputFile]).url,
      'https://x.org/f',
    );
    assert.deepEqual(linkedFile(link, [{ start: 40, end: 50, source }], []), { filename: 'a b.csv' });
  });

  it('is else the last one of its name', () => {
    const files = ['1', '2'].map((id) => ({ ...(announced(id).data as OutputFile), filename: 'a b.csv' }));
    assert.deepEqual(linkedFile(link, [], files), { id: '2', filename: 'a b.csv', url: 'https://x.org/2' });
  });

  it('has no address before it is ready', () => {
    const file = { ...(announced('f').data as OutputFile), filename: 'a b.csv', status: 'processing' as const };
    assert.deepEqual(linkedFile(link, [], [file]), { id: 'f', filename: 'a b.csv' });
  });
});

const picture: FilePart = { type: 'file', mediaType: 'image/png', url: 'https://x.org/picture.png' };

function announced(id: string) {
  const data = {
    id,
    filename: 'chart.png',
    mediaType: 'image/png',
    bytes: 1,
    url: `https://x.org/${id}`,
    status: 'ready',
  };
  return { type: 'data-file' as const, id, data };
}
