import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Handles, looksLikeHandle, type HandleKind } from '../../../server/access/handles.ts';

const ann = { tenant: '', subject: 'ann' };
const secret = 'a secret of more than sixteen characters';
const handles = new Handles(secret);

test('a handle opens for its owner and its kind only', () => {
  const handle = handles.seal('thread', ann, 'conv_1');
  assert.equal(handles.open('thread', ann, handle), 'conv_1');
  assert.equal(handles.open('file', ann, handle), undefined);
  assert.equal(handles.open('thread', { tenant: '', subject: 'bob' }, handle), undefined);
  assert.equal(handles.open('thread', { tenant: 'acme', subject: 'ann' }, handle), undefined);
  assert.equal(new Handles('another secret, as long').open('thread', ann, handle), undefined);
});

test('a handle with a scope opens in that scope only, and does not carry it', () => {
  const handle = handles.seal('run', ann, 'r1', 'conv_1');
  assert.equal(handles.open('run', ann, handle, 'conv_1'), 'r1');
  assert.equal(handles.open('run', ann, handle, 'conv_2'), undefined);
  assert.equal(handles.open('run', ann, handle), undefined);
  assert.equal(handle.length, handles.seal('run', ann, 'r1', 'a much longer scope').length);
});

test('tenant and subject cannot be shifted into one another', () => {
  const handle = handles.seal('thread', { tenant: 'ab', subject: 'c' }, 'conv_1');
  assert.equal(handles.open('thread', { tenant: 'a', subject: 'bc' }, handle), undefined);
});

test('any changed, missing or added character makes a handle worthless', () => {
  const handle = handles.seal('file', ann, 'file-äß@conv_1');
  assert.equal(handles.open('file', ann, handle), 'file-äß@conv_1');
  for (let at = 0; at < handle.length; at++) {
    const other = handle[at] === 'A' ? 'B' : 'A';
    assert.equal(
      handles.open('file', ann, `${handle.slice(0, at)}${other}${handle.slice(at + 1)}`),
      undefined,
      `at ${at}`,
    );
    assert.equal(handles.open('file', ann, handle.slice(0, at)), undefined, `cut at ${at}`);
  }
  assert.equal(handles.open('file', ann, `${handle}A`), undefined);
  assert.equal(handles.open('file', ann, `${handle}.A`), undefined);
});

test('whatever was a handle before it was changed still looks like one', () => {
  const handle = handles.seal('thread', ann, 'conv_1');
  for (let at = 0; at < handle.length; at++) {
    const other = handle[at] === 'x' ? 'y' : 'x';
    assert.ok(looksLikeHandle(`${handle.slice(0, at)}${other}${handle.slice(at + 1)}`), `changed at ${at}`);
    if (at > 'thread'.length) assert.ok(looksLikeHandle(handle.slice(0, at)), `cut at ${at}`);
  }
  for (const id of [
    'my-chat',
    'k3Jd92LmQpXyZ0Ab',
    crypto.randomUUID(),
    'conv_68c2e6f380d88190',
    'user@example.org',
    '',
  ]) {
    assert.ok(!looksLikeHandle(id), id);
  }
});

test('the same thing has the same handle, so that a replay is the same to the byte', () => {
  const again = new Handles(secret);
  for (const kind of ['thread', 'run', 'file', 'container'] satisfies HandleKind[]) {
    assert.equal(handles.seal(kind, ann, 'x'), again.seal(kind, ann, 'x'));
  }
});

test('after a rotation older handles open, new ones bear the new key, and a forgotten key opens nothing', () => {
  const old = handles.seal('thread', ann, 'conv_1');
  const rotated = new Handles(['the newest secret of all', secret]);
  assert.equal(rotated.open('thread', ann, old), 'conv_1');
  assert.notEqual(rotated.seal('thread', ann, 'conv_1'), old);
  assert.equal(handles.open('thread', ann, rotated.seal('thread', ann, 'conv_1')), undefined);
  assert.equal(new Handles('the newest secret of all').open('thread', ann, old), undefined);
});

test('a secret that is missing or too short is refused at once', () => {
  assert.throws(() => new Handles('short'), /at least 16 characters/);
  assert.throws(() => new Handles(['long enough to be used', 'short']), /at least 16 characters/);
  assert.throws(() => new Handles(undefined as unknown as string), /secret/);
  assert.throws(() => new Handles([] as unknown as [string]), /secret/);
});

test('the pseudonym of an owner is stable, short enough for the service, and tells nothing', () => {
  const pseudonym = handles.pseudonym(ann);
  assert.equal(pseudonym, new Handles(secret).pseudonym(ann));
  assert.ok(pseudonym.length <= 64);
  assert.ok(!pseudonym.includes('ann'));
  assert.notEqual(pseudonym, handles.pseudonym({ tenant: '', subject: 'bob' }));
});
