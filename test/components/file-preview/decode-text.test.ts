import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeText } from '../../../components/file-preview/decode-text.ts';

describe('Bytes become text', () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);

  it('by their byte order mark, as UTF-8, or as Windows-1252', () => {
    assert.equal(decodeText(utf8('größer')), 'größer');
    assert.equal(decodeText(utf8('\ufeffa')), 'a');
    assert.equal(decodeText(Uint8Array.of(0xff, 0xfe, 0xe4, 0)), 'ä');
    assert.equal(decodeText(Uint8Array.of(0xfe, 0xff, 0, 0xe4)), 'ä');
    assert.equal(decodeText(Uint8Array.of(0x67, 0xe4)), 'gä');
  });

  it('with one kind of line end', () => {
    assert.equal(decodeText(utf8('a\r\nb\rc\n')), 'a\nb\nc\n');
  });

  it('not where they are none', () => {
    assert.equal(decodeText(Uint8Array.of(1, 0, 2)), undefined);
  });
});
