import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepts } from '../../../server/files/accepts.ts';
import { sniffedMediaType } from '../../../server/files/sniff-media-type.ts';

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const text = (content: string) => new TextEncoder().encode(content);

const png = bytes('89504e470d0a1a0a0000000d49484452');
const zip = bytes('504b030414000600080000002100');
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

test('a claim stands where the bytes agree with it', () => {
  const cases: [Uint8Array, string, string][] = [
    [png, 'image/png', 'a.png'],
    [bytes('ffd8ffe000104a464946'), 'image/jpeg', 'a.jpg'],
    [text('GIF87a.....'), 'image/gif', 'a.gif'],
    [bytes('52494646aabbccdd57454250'), 'image/webp', 'a.webp'],
    [bytes('0000001c6674797061766966'), 'image/avif', 'a.avif'],
    [bytes('00000018667479706d703432'), 'video/mp4', 'a.mp4'],
    [bytes('00000018667479704d344120'), 'audio/mp4', 'a.m4a'],
    [text('%PDF-1.7\n'), 'application/pdf', 'a.pdf'],
    [zip, docx, 'a.docx'],
    [zip, 'application/zip', 'a.zip'],
    [bytes('d0cf11e0a1b11ae100'), 'application/vnd.ms-excel', 'a.xls'],
    [text('a,b\n1,2\n'), 'text/csv', 'a.csv'],
    [text('# Grüße 🦊'), 'text/markdown', 'a.md'],
    [text('{"a": 1}'), 'application/json', 'a.json'],
    [text('<!doctype html><p>x'), 'text/html', 'a.html'],
    [text('<p>as text'), 'text/plain', 'a.txt'],
    [text('<svg xmlns="x"/>'), 'image/svg+xml', 'a.svg'],
    [text('<?xml version="1.0"?>\n<!-- drawn -->\n<svg>'), 'image/svg+xml', 'a.svg'],
    [text('SELECT 1'), 'application/vnd.something-of-its-own', 'a.own'],
    [bytes('fffbe062000000'), 'audio/mpeg', 'a.mp3'],
    [bytes('00010203'), 'application/octet-stream', 'a.bin'],
    [bytes('fffe610062000a00'), 'text/plain', 'utf-16.txt'],
    [bytes('47727cdf650a'), 'text/plain', 'latin-1.txt'],
  ];
  for (const [head, claimed, name] of cases) assert.equal(sniffedMediaType(head, claimed, name), claimed, name);
});

test('where they do not agree, the bytes are right', () => {
  const cases: [Uint8Array, string, string, string][] = [
    [text('<!DOCTYPE html><script>1</script>'), 'image/png', 'a.png', 'text/html'],
    [text('\n <script>alert(1)</script>'), 'image/jpeg', 'a.jpg', 'text/html'],
    [text('<svg onload="x">'), 'image/png', 'a.png', 'image/svg+xml'],
    [text('not a drawing'), 'image/svg+xml', 'a.svg', 'text/plain'],
    [text('hello'), 'application/pdf', 'a.pdf', 'text/plain'],
    [text('hello'), 'application/octet-stream', 'README', 'text/plain'],
    [text('const a = 1;'), 'video/mp2t', 'a.ts', 'text/plain'],
    // As browsers on machines with Excel claim.
    [text('a,b\n1,2\n'), 'application/vnd.ms-excel', 'a.csv', 'text/csv'],
    [png, 'text/plain', 'a.txt', 'image/png'],
    [png, 'image/jpeg', 'a.jpg', 'image/png'],
    [png, 'application/octet-stream', 'a.png', 'image/png'],
    [zip, 'text/csv', 'a.csv', 'application/zip'],
    [zip, 'application/octet-stream', 'a.docx', docx],
    [bytes('4d5a90000300'), 'text/plain', 'a.txt', 'application/vnd.microsoft.portable-executable'],
    [bytes('0001020304'), 'text/csv', 'a.csv', 'application/octet-stream'],
    [bytes('0001020304'), 'image/png', 'a.png', 'application/octet-stream'],
    [text('a\0b'), 'text/plain', 'a.txt', 'application/octet-stream'],
  ];
  for (const [head, claimed, name, type] of cases) assert.equal(sniffedMediaType(head, claimed, name), type, name);
});

test('an empty or tiny file breaks nothing', () => {
  assert.equal(sniffedMediaType(new Uint8Array(), 'text/plain', 'a.txt'), 'text/plain');
  assert.equal(sniffedMediaType(text('M'), 'text/plain', 'a.txt'), 'text/plain');
});

test('a name that contradicts what the file is does not get it accepted', () => {
  assert.ok(!accepts('.png,image/*', { name: 'a.png', type: 'text/html' }));
  assert.ok(!accepts('.csv', { name: 'a.csv', type: 'application/octet-stream' }));
  assert.ok(!accepts('.png', { name: 'a.png', type: 'image/svg+xml' }));
  assert.ok(accepts('.csv', { name: 'a.csv', type: 'text/plain' }));
  assert.ok(accepts('.docx', { name: 'a.docx', type: 'application/zip' }));
  assert.ok(accepts('.ts', { name: 'a.ts', type: 'text/plain' }));
});
