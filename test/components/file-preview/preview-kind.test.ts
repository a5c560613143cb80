import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { imageType, previewKind } from '../../../components/file-preview/preview-kind.ts';

describe('How a file is shown', () => {
  it('follows its name, else its media type', () => {
    for (const [name, type, kind] of [
      ['a.PNG', '', 'image'],
      ['a.svg', 'text/plain', 'image'],
      ['a.csv', 'application/octet-stream', 'table'],
      ['a.md', 'text/plain', 'markdown'],
      ['a.json', '', 'json'],
      ['a.html', '', 'html'],
      ['a.xml', '', 'code'],
      ['a.docx', '', 'document'],
      ['a.zip', '', 'none'],
      ['Makefile', 'text/plain', 'text'],
      ['chart', 'image/png', 'image'],
      ['data', 'application/vnd.api+json', 'json'],
      ['page', 'text/html; charset=utf-8', 'html'],
      ['a.unknown', 'application/octet-stream', 'none'],
      ['a.unknown', '', 'none'],
    ] as const) {
      assert.equal(previewKind(name, type), kind, `${name} ${type}`);
    }
  });

  it('makes nothing but images of bytes that are shown as images', () => {
    for (const [name, type] of [
      ['a.png', 'text/html'],
      ['a.svg', 'text/html'],
      ['a', 'image/svg+xml'],
      ['a.gif', ''],
    ] as const)
      assert.match(imageType(name, type), /^image\/(svg\+xml|png)$/);
  });
});
