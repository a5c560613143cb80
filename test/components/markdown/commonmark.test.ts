import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { tests } from 'commonmark-spec';
import { loadEntities } from '../../../components/markdown/inlines/entity.ts';
import { normalizeHtml } from './support/normalize-html.ts';
import { renderHtml } from './support/render-html.ts';

/** CommonMark says that a bare URL is text, GFM says that it is a link: these examples hold in one of the two only. */
const autolinks = new Set(['< https://foo.bar >\n', 'https://example.com\n', 'foo@bar.example.com\n']);

describe('the examples of the CommonMark specification', () => {
  before(loadEntities);

  it('are as many as the specification has', () => {
    assert.equal(tests.length, 652);
  });

  for (const { number, section, markdown, html } of tests) {
    const source = markdown.replaceAll('→', '\t');
    it(`${number} (${section}) has the specified structure`, () => {
      const rendered = normalizeHtml(renderHtml(source));
      if (autolinks.has(source)) assert.match(rendered, /<a href=/);
      else assert.equal(rendered, normalizeHtml(html.replaceAll('→', '\t')));
    });
  }
});
