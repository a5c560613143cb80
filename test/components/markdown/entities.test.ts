import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { micromark } from 'micromark';
import { allEntities } from '../../../components/markdown/inlines/all-entities.ts';
import { commonEntities } from '../../../components/markdown/inlines/common-entities.ts';
import { MarkdownDocument } from '../../../components/markdown/index.ts';
import { decodeEntity, loadEntities } from '../../../components/markdown/inlines/entity.ts';
import { leavesOf, parse } from './support/tree.ts';

const text = (document: MarkdownDocument) => [...leavesOf(document)].map(({ value }) => value).join('');

describe('entities', () => {
  it('that are rare wait for their names to be loaded, without showing', async () => {
    const document = new MarkdownDocument();
    const loaded = new Promise<void>((resolve) => (document.onentities = resolve));
    document.append('a &ngE; b\n\nc');
    assert.equal(text(document), 'a  bc');
    assert.equal(document.lacksEntities, true);
    await loaded;
    assert.deepEqual(document.takeChanged(), [0]);
    assert.equal(text(document), 'a \u2267\u0338 bc');
    assert.equal(document.lacksEntities, false);
  });

  it('are all those of HTML that end in a semicolon', async () => {
    await loadEntities();
    assert.equal(allEntities.size, 2125);
    for (const [name, value] of allEntities) {
      const html = micromark(`&${name};`).replace(/^<p>|<\/p>$/g, '');
      const unescaped = html.replace('&lt;', '<').replace('&gt;', '>').replace('&quot;', '"').replace('&amp;', '&');
      if (value.trim() !== '') assert.equal(value, unescaped, name);
    }
  });

  it('that are common have the values of the full table', () => {
    for (const [name, value] of commonEntities) assert.equal(allEntities.get(name), value, name);
  });

  it('are numbers too, but for those that are no character', () => {
    assert.equal(decodeEntity('&#35;'), '#');
    assert.equal(decodeEntity('&#X1F600;'), '😀');
    for (const reference of ['&#0;', '&#xD800;', '&#x110000;']) assert.equal(decodeEntity(reference), '\ufffd');
  });

  it('without a semicolon, or of no known name, are text', async () => {
    await loadEntities();
    for (const source of ['&copy', '&nope;', '&#;', '&#x;']) assert.equal(text(parse(source)), source);
  });
});
