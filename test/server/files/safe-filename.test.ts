import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safeFilename } from '../../../server/files/safe-filename.ts';

test('a name loses its path and whatever hides what it is', () => {
  const cases: [string, string][] = [
    ['report.csv', 'report.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\x.txt', 'x.txt'],
    ['.htaccess', 'htaccess'],
    ['  spaced .txt ', 'spaced .txt'],
    ['evil\r\nset-cookie: a=b.txt', 'evilset-cookie: a=b.txt'],
    ['photo\u202Egnp.exe', 'photognp.exe'],
    ['re\u0301sume\u0301.pdf', 'résumé.pdf'],
    ['half\ud800.txt', 'half.txt'],
    ['日本語.md', '日本語.md'],
    ['', 'file'],
    ['...', 'file'],
    ['/', 'file'],
  ];
  for (const [given, safe] of cases) assert.equal(safeFilename(given), safe, JSON.stringify(given));
});

test('a long name keeps its extension', () => {
  const name = safeFilename(`${'n'.repeat(5000)}.csv`);
  assert.equal(name.length, 150);
  assert.ok(name.endsWith('n.csv'));
});
