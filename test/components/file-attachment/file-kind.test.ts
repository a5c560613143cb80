import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { extensionOf, fileKind } from '../../../components/file-attachment/file-kind.ts';

describe('fileKind', () => {
  for (const [filename, mediaType, kind] of [
    ['report.pdf', 'application/pdf', 'document'],
    ['letter', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'document'],
    ['groups.CSV', '', 'table'],
    ['data.json', 'application/json', 'code'],
    ['photo', 'image/heic', 'image'],
    ['talk', 'audio/ogg', 'sound'],
    ['backup', 'application/x-tar', 'archive'],
    ['README', 'text/plain', 'document'],
    // What a person called it says more than what a browser guessed.
    ['chart.svg', 'application/octet-stream', 'image'],
  ] as const) {
    it(`takes ${filename} ${mediaType} for ${kind}`, () => assert.equal(fileKind(filename, mediaType), kind));
  }
});

describe('extensionOf', () => {
  it('reads the last extension', () => assert.equal(extensionOf('archive.tar.GZ'), 'gz'));
  it('finds none in a hidden file, a folder or a sentence', () => {
    for (const name of ['.gitignore', 'folder.d/file', 'No. 5 is it', 'name.']) assert.equal(extensionOf(name), '');
  });
});
