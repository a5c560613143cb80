import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Handles } from '../../../server/access/handles.ts';
import type { Owner } from '../../../server/access/owner.ts';
import { Names } from '../../../server/access/names.ts';

const secret = 'a secret of more than sixteen characters';
const hour = 60 * 60_000;
let time = Date.UTC(2026, 10, 22, 9, 58);
const ann = { tenant: '', subject: 'ann' };
const handles = new Handles(secret);
const names = namesOf(ann);

function namesOf(owner: Owner, by = handles): Names {
  return new Names(by, owner, 'https://app.test/api/assistant', { lifeMs: hour, now: () => time });
}

test('a file is known by its handle, with what it lives in', () => {
  assert.deepEqual(names.openFile(names.file('file-1')), { id: 'file-1' });
  assert.deepEqual(names.openFile(names.file('cfile_1', 'cntr_1')), { id: 'cfile_1', parent: 'cntr_1' });
});

test('the URL of a file names it, under whatever host and prefix it is written', () => {
  const handle = names.file('file-1', 'conv_1');
  const url = names.fileUrl(handle);
  assert.equal(url, `https://app.test/api/assistant/files/${names.fileLink(handle)}/content`);
  for (const spelled of [
    url,
    `${url}#page=2`,
    `http://localhost:5173/x/files/${handle}/content?download=1`,
    `/files/${handle}/content`,
  ]) {
    assert.deepEqual(names.openFileUrl(spelled), { id: 'file-1', parent: 'conv_1' });
  }
});

test('no other URL names a file', () => {
  const bob = namesOf({ tenant: '', subject: 'bob' });
  for (const url of [
    'https://app.test/files/file-1/content',
    bob.fileUrl(bob.file('file-1')),
    'file:///etc/passwd',
    '',
  ]) {
    assert.equal(names.openFileUrl(url), undefined, url);
  }
});

test('a link is good for most of its life and never longer, and the same one for who asks again soon', () => {
  const start = time;
  const handle = names.file('file-1', 'conv_1');
  const link = names.fileLink(handle);
  assert.notEqual(link, handle);
  assert.deepEqual(names.openLink(link), { place: { id: 'file-1', parent: 'conv_1' }, isOver: false });
  time = start + 60_000;
  assert.equal(names.fileLink(handle), link);
  time = start + 0.75 * hour;
  assert.equal(names.openLink(link)?.isOver, false);
  assert.notEqual(names.fileLink(handle), link);
  time = start + hour;
  assert.deepEqual(names.openLink(link), { place: { id: 'file-1', parent: 'conv_1' }, isOver: true });
  // What was sent with a message hours ago is still that file.
  assert.deepEqual(names.openFileUrl(`/files/${link}/content`), { id: 'file-1', parent: 'conv_1' });
  time = start;
});

test('a link names nothing to another person, changed, as another kind, or by a forgotten key', () => {
  const link = names.fileLink(names.file('file-1'));
  assert.equal(namesOf({ tenant: '', subject: 'bob' }).openLink(link), undefined);
  assert.equal(namesOf({ tenant: 'other', subject: 'ann' }).openLink(link), undefined);
  for (let at = 0; at < link.length; at++) {
    const changed = `${link.slice(0, at)}${link[at] === 'A' ? 'B' : 'A'}${link.slice(at + 1)}`;
    assert.equal(names.openLink(changed), undefined, changed);
  }
  assert.equal(names.openLink(names.file('file-1')), undefined);
  assert.equal(names.openFile(link), undefined);
  assert.throws(() => names.fileUrl(link), TypeError);

  const newer = 'another secret of more than sixteen';
  const rotated = namesOf(ann, new Handles([newer, secret]));
  assert.equal(rotated.openLink(link)?.isOver, false);
  assert.notEqual(rotated.fileLink(names.file('file-1')), link);
  assert.equal(namesOf(ann, new Handles(newer)).openLink(link), undefined);
});
