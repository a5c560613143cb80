import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { HtmlRenderer, Parser } from 'commonmark';
import MarkdownIt from 'markdown-it';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { loadEntities } from '../../../components/markdown/inlines/entity.ts';
import { normalizeHtml } from './support/normalize-html.ts';
import { commonmarkPieces, Random } from './support/random.ts';
import { renderHtml } from './support/render-html.ts';

// What assistants add to markdown, and what one of the engines reads as a link by itself.
const ownSyntax = /\\\(|\\\[|\$|【/;

describe('the parser, on text without sense', () => {
  before(loadEntities);

  it('is never alone against commonmark.js, markdown-it and micromark', () => {
    const parser = new Parser();
    const renderer = new HtmlRenderer();
    const markdownIt = new MarkdownIt('commonmark', { html: true });
    markdownIt.validateLink = () => true;
    const random = new Random();
    for (let n = 0; n < Random.count(4000); n++) {
      const source = random.markdown(commonmarkPieces, 14);
      if (ownSyntax.test(source)) continue;
      const ours = normalize(renderHtml(source));
      const others = [
        normalize(renderer.render(parser.parse(source))),
        normalize(markdownIt.render(source)),
        normalize(micromark(source, { allowDangerousHtml: true, allowDangerousProtocol: true })),
      ];
      // Where the others disagree, no two of them are a witness.
      if (new Set(others).size === others.length) continue;
      assert.ok(others.includes(ours), explain(source, ours, others));
    }
  });

  it('is never alone against markdown-it and micromark with tables and strikethrough', () => {
    const markdownIt = new MarkdownIt({ html: true });
    markdownIt.validateLink = () => true;
    const extensions = { extensions: [gfm()], htmlExtensions: [gfmHtml()] };
    // Nor indented lines: cmark-gfm makes headers of them, these two do not.
    const pieces = [
      ...commonmarkPieces.filter((piece) => !/~~~|    |\t/.test(piece)),
      '| a | b |\n',
      '|---|:-:|\n',
      '|',
      ' | ',
      '~~',
      '\\|',
      'a | b\n',
      '-|-\n',
      '|a|\n|-|\n',
    ];
    const random = new Random();
    for (let n = 0; n < Random.count(3000); n++) {
      const source = random.markdown(pieces, 14);
      if (ownSyntax.test(source)) continue;
      const ours = normalize(renderHtml(source));
      const others = [
        normalize(markdownIt.render(source)),
        normalize(micromark(source, { ...extensions, allowDangerousHtml: true, allowDangerousProtocol: true })),
      ];
      if (others[0] === others[1]) assert.ok(others.includes(ours), explain(source, ours, others));
    }
  });
});

/** Differences in how the engines write the same structure. */
function normalize(html: string): string {
  return normalizeHtml(html)
    .replace(/ style="text-align:(\w+)"/g, ' align="$1"')
    .replaceAll('<s>', '<del>')
    .replaceAll('</s>', '</del>')
    .replaceAll('&quot;', '"')
    .replace(/\n(?=<\/)/g, '');
}

function explain(source: string, ours: string, others: readonly string[]): string {
  return `seed ${Random.seed}: ${JSON.stringify(source)}\nours: ${ours}\n${others.join('\n')}`;
}
