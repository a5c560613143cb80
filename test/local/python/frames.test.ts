import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeFrame, FrameReader, type Frame } from '../../../server/local/python/frames.ts';
import { RunRecord } from '../../../server/local/python/run-record.ts';

describe('FrameReader', () => {
  const frames: Frame[] = [
    { header: { type: 'log' }, body: Uint8Array.of(1, 2, 3) },
    { header: { type: 'done', name: 'ü' }, body: new Uint8Array(0) },
    { header: {}, body: new Uint8Array(300).fill(7) },
  ];
  const bytes = Buffer.concat(frames.map(({ header, body }) => encodeFrame(header, body)));

  it('reads frames split at every byte', () => {
    for (let at = 0; at <= bytes.length; at++) {
      const reader = new FrameReader(1024);
      assert.deepEqual([...reader.read(bytes.subarray(0, at)), ...reader.read(bytes.subarray(at))], frames);
    }
  });

  it('reads frames that come byte by byte', () => {
    const reader = new FrameReader(1024);
    assert.deepEqual(
      [...bytes].flatMap((byte) => [...reader.read(Uint8Array.of(byte))]),
      frames,
    );
  });

  it('refuses lengths beyond its bounds before the bytes have come', () => {
    assert.throws(() => [...new FrameReader(299).read(bytes)], RangeError);
    assert.throws(() => [...new FrameReader(1024).read(Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0))], RangeError);
  });

  it('refuses a header that is no object', () => {
    for (const header of ['1', 'null', '"text"', '{', '']) {
      const frame = Buffer.concat([Uint8Array.of(header.length, 0, 0, 0, 0, 0, 0, 0), Buffer.from(header)]);
      assert.throws(() => [...new FrameReader(10).read(frame)], SyntaxError);
    }
  });
});

describe('RunRecord', () => {
  const frame = (header: Record<string, unknown>, body = new Uint8Array(0)): Frame => ({ header, body });

  it('refuses every path that leaves its folder', () => {
    for (const path of [
      '../a',
      'a/../../b',
      '/etc/passwd',
      'a//b',
      '.',
      '..',
      '',
      'a\0b',
      'a/./b',
      'x'.repeat(2000),
      7,
      null,
    ]) {
      assert.throws(() => new RunRecord().add(frame({ type: 'file', path })), TypeError, String(path));
      assert.throws(() => new RunRecord().add(frame({ type: 'gone', path })), TypeError, String(path));
    }
  });

  it('refuses what no sound process sends', () => {
    for (const header of [{}, { type: 'ready' }, { type: 'shown', mediaType: 'text/html' }, { type: 'shown' }]) {
      assert.throws(() => new RunRecord().add(frame(header)), TypeError);
    }
    const record = new RunRecord();
    assert.throws(() => {
      for (let n = 0; n < 1_000; n++) record.add(frame({ type: 'file', path: `file ${n}` }));
    }, RangeError);
    const large = new RunRecord();
    assert.throws(() => {
      for (let n = 0; n < 10; n++)
        large.add(frame({ type: 'shown', mediaType: 'image/png' }, new Uint8Array(32 * 1024 * 1024)));
    }, RangeError);
  });

  it('takes an error of any shape', () => {
    const record = new RunRecord();
    record.add(frame({ type: 'done', error: { name: 7, message: { toString: 'x' } } }));
    assert.deepEqual(record.failure, { name: 'Error', message: '', traceback: '' });
  });

  it('cuts output between characters', () => {
    const record = new RunRecord();
    const bytes = new TextEncoder().encode(`a${'ö'.repeat(40_000)}`);
    for (let at = 0; at < bytes.length; at += 999) record.add(frame({ type: 'log' }, bytes.subarray(at, at + 999)));
    assert.equal(record.log, `a${'ö'.repeat(32_767)}\n… output beyond 64 KiB is left out\n`);
  });
});
