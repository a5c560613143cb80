import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileDigest } from '../../../components/conversation/files/file-digest.ts';

const mebibyte = 1024 * 1024;

describe('fileDigest', () => {
  it('tells files apart by their bytes alone', async () => {
    const bytes = new Uint8Array(9 * mebibyte).map((_, at) => at % 251);
    const other = bytes.slice();
    other[8 * mebibyte] = 255;
    const digest = await fileDigest(new File([bytes], 'a'));
    assert.match(digest, /^[0-9a-f]{64}$/);
    assert.equal(await fileDigest(new File([bytes], 'b', { type: 'text/csv' })), digest);
    assert.notEqual(await fileDigest(new File([other], 'a')), digest);
  });

  it('has a little of a large file in memory at a time, and reads it once', async () => {
    const file = new File([], 'large');
    const reads: [number, number][] = [];
    let open = 0;
    Object.defineProperty(file, 'size', { value: 200 * mebibyte });
    file.slice = (start = 0, end = 0) => {
      const arrayBuffer = async (): Promise<ArrayBuffer> => {
        assert.equal(++open, 1, 'one piece after the other');
        reads.push([start, end]);
        await new Promise((resolve) => setTimeout(resolve));
        open--;
        return new ArrayBuffer(8);
      };
      return Object.assign(new Blob(), { arrayBuffer });
    };
    assert.equal(await fileDigest(file), await fileDigest(file));
    assert.equal(reads.length, 50);
    assert.ok(reads.every(([start, end]) => end - start === 4 * mebibyte));
  });

  it('is found anew where the file could not be read', async () => {
    const file = new File(['x'], 'x');
    const { slice } = file;
    file.slice = () => {
      throw new DOMException('gone', 'NotFoundError');
    };
    await assert.rejects(fileDigest(file), { name: 'NotFoundError' });
    file.slice = slice;
    assert.match(await fileDigest(file), /^[0-9a-f]{64}$/);
  });

  it('is the name and the time of a file where the browser does not hash', async (test) => {
    test.mock.getter(crypto, 'subtle', () => undefined);
    const file = (text: string, lastModified: number) => new File([text], 'a.txt', { lastModified });
    assert.equal(await fileDigest(file('x', 1)), await fileDigest(file('x', 1)));
    assert.notEqual(await fileDigest(file('x', 1)), await fileDigest(file('x', 2)));
  });
});
