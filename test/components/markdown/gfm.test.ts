import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { loadEntities } from '../../../components/markdown/inlines/entity.ts';
import { normalizeHtml } from './support/normalize-html.ts';
import { renderHtml } from './support/render-html.ts';

const box = '<input disabled="" type="checkbox">';
const checked = '<input checked="" disabled="" type="checkbox">';
const link = (url: string, text = url) => `<a href="${url}">${text}</a>`;
const table = (head: string, body = '') =>
  `<table><thead><tr>${head}</tr></thead>${body && `<tbody>${body}</tbody>`}</table>`;
const cells = (tag: 'th' | 'td', ...texts: string[]) => texts.map((text) => `<${tag}>${text}</${tag}>`).join('');
const row = (...texts: string[]) => `<tr>${cells('td', ...texts)}</tr>`;

/** What GFM adds to CommonMark, by the rules of its specification's sections; the examples are our own. */
const examples: Readonly<Record<string, readonly (readonly [markdown: string, html: string])[]>> = {
  'Tables (extension)': [
    ['| x | y |\n| - | - |\n| 1 | 2 |', table(cells('th', 'x', 'y'), row('1', '2'))],
    ['x | y\n--- | ---\n1 | 2', table(cells('th', 'x', 'y'), row('1', '2'))],
    [
      '| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |',
      table(
        '<th align="left">a</th><th align="center">b</th><th align="right">c</th><th>d</th>',
        '<tr><td align="left">1</td><td align="center">2</td><td align="right">3</td><td>4</td></tr>',
      ),
    ],
    ['| a |\n|:-', table('<th align="left">a</th>')],
    [
      '| f\\|o |\n|---|\n| b `\\|` z |\n| **\\|** |',
      table(cells('th', 'f|o'), row('b <code>|</code> z') + row('<strong>|</strong>')),
    ],
    [
      '| a | b |\n|---|---|\n| 1 | 2 |\n> q',
      `${table(cells('th', 'a', 'b'), row('1', '2'))}<blockquote><p>q</p></blockquote>`,
    ],
    [
      '| a | b |\n|---|---|\n| 1 | 2 |\nrest\n\nend',
      `${table(cells('th', 'a', 'b'), row('1', '2') + row('rest', ''))}<p>end</p>`,
    ],
    ['| a | b |\n|---|\n| 1 |', '<p>| a | b | |---| | 1 |</p>'],
    ['| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |', table(cells('th', 'a', 'b'), row('1', '') + row('1', '2'))],
    ['| a | b |\n|---|---|', table(cells('th', 'a', 'b'))],
    ['text\n| a |\n|---|', `<p>text</p>${table(cells('th', 'a'))}`],
    ['- | a |\n  |---|\n  | 1 |', `<ul><li>${table(cells('th', 'a'), row('1'))}</li></ul>`],
    ['> | a |\n> |---|\n| 1 |', `<blockquote>${table(cells('th', 'a'))}</blockquote><p>| 1 |</p>`],
    ['| a |\n| --- |\n| - |\n- b', `${table(cells('th', 'a'), row('-'))}<ul><li>b</li></ul>`],
    ['a\n:-:', table('<th align="center">a</th>')],
    ['| a |\n|- -|', '<p>| a | |- -|</p>'],
    ['|a|b|\n|-|-|\n|`c|d`|', table(cells('th', 'a', 'b'), row('`c', 'd`'))],
    ['| *a | b* |\n|---|---|', table(cells('th', '*a', 'b*'))],
    ['| a |\n|---|\n| 1 |\n\n| b |', `${table(cells('th', 'a'), row('1'))}<p>| b |</p>`],
    ['| a |\n|---|\n    code', `${table(cells('th', 'a'))}<pre><code>code\n</code></pre>`],
  ],
  'Task list items (extension)': [
    ['- [ ] a\n- [x] b', `<ul><li>${box} a</li><li>${checked} b</li></ul>`],
    ['- [X] a\n  - [ ] b\n- [x] c', `<ul><li>${checked} a<ul><li>${box} b</li></ul></li><li>${checked} c</li></ul>`],
    ['1. [ ] a', `<ol><li>${box} a</li></ol>`],
    ['- [ ]a', '<ul><li>[ ]a</li></ul>'],
    ['- [  ] a', '<ul><li>[  ] a</li></ul>'],
    ['- a [ ] b', '<ul><li>a [ ] b</li></ul>'],
    ['- [ ] a\n\n  [ ] b', `<ul><li><p>${box} a</p><p>[ ] b</p></li></ul>`],
    ['[ ] a', '<p>[ ] a</p>'],
    ['- [x] [a]: /u', `<ul><li>${checked} [a]: /u</li></ul>`],
  ],
  'Strikethrough (extension)': [
    ['~~a~~ b ~c~', '<p><del>a</del> b <del>c</del></p>'],
    ['~~a\n\nb~~', '<p>~~a</p><p>b~~</p>'],
    ['a ~~~b~~~ c', '<p>a ~~~b~~~ c</p>'],
    ['~~a~ b', '<p>~~a~ b</p>'],
    ['~~*a*~~', '<p><del><em>a</em></del></p>'],
    ['*~~a*~~', '<p><em>~~a</em>~~</p>'],
    ['~~a ~~', '<p>~~a ~~</p>'],
  ],
  'Autolinks (extension)': [
    ['www.a.bc', `<p>${link('http://www.a.bc', 'www.a.bc')}</p>`],
    ['See www.a.bc/d for e.', `<p>See ${link('http://www.a.bc/d', 'www.a.bc/d')} for e.</p>`],
    [
      'www.a.bc. www.a.bc/d.e.',
      `<p>${link('http://www.a.bc', 'www.a.bc')}. ${link('http://www.a.bc/d.e', 'www.a.bc/d.e')}.</p>`,
    ],
    [
      'www.a.bc/(d)) (www.a.bc/d)',
      `<p>${link('http://www.a.bc/(d)', 'www.a.bc/(d)')}) (${link('http://www.a.bc/d', 'www.a.bc/d')})</p>`,
    ],
    ['www.a.bc/?q=(d))+e', `<p>${link('http://www.a.bc/?q=(d))+e', 'www.a.bc/?q=(d))+e')}</p>`],
    ['www.a.bc/?d=e&copy;', `<p>${link('http://www.a.bc/?d=e', 'www.a.bc/?d=e')}©</p>`],
    ['www.a.bc/d<e', `<p>${link('http://www.a.bc/d', 'www.a.bc/d')}&lt;e</p>`],
    ['http://a.bc https://a.bc/?q=(d)', `<p>${link('http://a.bc')} ${link('https://a.bc/?q=(d)')}</p>`],
    ['**https://a.bc**', `<p><strong>${link('https://a.bc')}</strong></p>`],
    ['"https://a.bc"', `<p>&quot;${link('https://a.bc')}&quot;</p>`],
    ['xhttps://a.bc https://', '<p>xhttps://a.bc https://</p>'],
    ['https://a_b.c_d/e https://a_b.c.d', `<p>https://a_b.c_d/e ${link('https://a_b.c.d')}</p>`],
    ['a@b.cc', `<p>${link('mailto:a@b.cc', 'a@b.cc')}</p>`],
    [
      'a+b@c_d.ee a.b-c@d.ee. a@d.e- a@d.e_',
      `<p>${link('mailto:a+b@c_d.ee', 'a+b@c_d.ee')} ${link('mailto:a.b-c@d.ee', 'a.b-c@d.ee')}. a@d.e- a@d.e_</p>`,
    ],
    ['mailto:a@b.cc xmpp:a@b.cc/d', `<p>${link('mailto:a@b.cc')} ${link('xmpp:a@b.cc/d')}</p>`],
    ['[www.a.bc](/u) ![www.a.bc](/u)', `<p>${link('/u', 'www.a.bc')} <img alt="www.a.bc" src="/u"></p>`],
    ['`www.a.bc` <b title="www.a.bc">', '<p><code>www.a.bc</code> <b title="www.a.bc"></p>'],
  ],
  Footnotes: [
    ['a[^1]\n\n[^1]: b', '<p>a<sup>1</sup></p>'],
    ['a[^b c] [^nope]', '<p>a[^b c] [^nope]</p>'],
    ['a![^1]\n\n[^1]: b', '<p>a!<sup>1</sup></p>'],
    ['[^1]: a\n[^2]: b\n\nc[^2][^1]', '<p>c<sup>2</sup><sup>1</sup></p>'],
    ['a[^X]\n\n[^x]: b\n    c\n\n    d\n\ne', '<p>a<sup>X</sup></p><p>e</p>'],
  ],
};

describe('what GFM adds to CommonMark', () => {
  before(loadEntities);

  for (const [section, cases] of Object.entries(examples))
    for (const [markdown, html] of cases)
      it(`${section}: ${JSON.stringify(markdown)}`, () => {
        assert.equal(normalizeHtml(renderHtml(markdown)), normalizeHtml(html));
      });

  // No package carries the specification, and its licence is not ours: a copy of `spec.txt` can be named by GFM_SPEC.
  const file = process.env['GFM_SPEC'];
  if (file)
    it('has the structure of the specification in 99 of 100 examples', () => {
      const example = /^`{32} example[^\n]*\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$/gm;
      const all = [...readFileSync(file, 'utf8').replaceAll('→', '\t').matchAll(example)];
      const wrong = all.filter(
        ([, markdown = '', html = '']) => normalizeHtml(renderHtml(markdown)) !== normalizeHtml(html),
      );
      assert.ok(all.length > 600 && wrong.length <= all.length / 100, wrong.map(([, markdown]) => markdown).join('\n'));
    });
});
