import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Handles } from '../../../server/access/handles.ts';
import { Names } from '../../../server/access/names.ts';

const handles = new Handles('a secret of more than sixteen characters');
const names = new Names(handles, { tenant: '', subject: 'ann' }, 'https://app.test/api/assistant');

test('a file is known by its handle, with what it lives in', () => {
  assert.deepEqual(names.openFile(names.file('file-1')), { id: 'file-1' });
  assert.deepEqual(names.openFile(names.file('cfile_1', 'cntr_1')), { id: 'cfile_1', parent: 'cntr_1' });
});

test('the URL of a file names it, under whatever host and prefix it is written', () => {
  const handle = names.file('file-1', 'conv_1');
  const url = names.fileUrl(handle);
  assert.equal(url, `https://app.test/api/assistant/files/${handle}/content`);
  for (const spelled of [
    url,
    `http://localhost:5173/x/files/${handle}/content?download=1`,
    `/files/${handle}/content`,
  ]) {
    assert.deepEqual(names.openFileUrl(spelled), { id: 'file-1', parent: 'conv_1' });
  }
});

test('no other URL names a file', () => {
  const bob = new Names(handles, { tenant: '', subject: 'bob' }, 'https://app.test');
  for (const url of [
    'https://app.test/files/file-1/content',
    bob.fileUrl(bob.file('file-1')),
    'file:///etc/passwd',
    '',
  ]) {
    assert.equal(names.openFileUrl(url), undefined, url);
  }
});
