import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { extractText } from '../../../server/local/search/extract/extract-text.ts';
import { UnreadableFileError } from '../../../server/local/search/extract/unreadable-file-error.ts';
import { pdf } from '../../support/pdf.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = async (name: string, content: Uint8Array) => (await extractText(name, content)).text;

describe('the text of a file', () => {
  it('is what it was, with one kind of line end and no byte order mark', async () => {
    const utf8 = bytes('\uFEFFZwölf\r\nGrößen 🦊\rEnde\n');
    assert.equal(await textOf('a.txt', utf8), 'Zwölf\nGrößen 🦊\nEnde\n');
  });

  it('is read as UTF-16 by its mark, and as Windows-1252 where it is no UTF-8', async () => {
    const utf16 = Uint8Array.from([
      0xff,
      0xfe,
      ...new Uint8Array(new Uint16Array([...'Größe'].map((c) => c.charCodeAt(0))).buffer),
    ]);
    assert.equal(await textOf('a.txt', utf16), 'Größe');
    assert.equal(await textOf('a.txt', Uint8Array.of(0x47, 0x72, 0xf6, 0xdf, 0x65, 0x20, 0x80)), 'Größe €');
  });

  it('of a page is what its reader sees, block by block', async () => {
    const html = `<!doctype html><html><head><title>No</title><style>p { color: red }</style></head><body>
      <h1>Terms &amp; conditions</h1><script>alert("no")</script><!-- no -->
      <p>The fee is <b>&#8364;&nbsp;20</b> for M&uuml;ller
         and others.</p><ul><li>One</li><li>Two</li></ul>
      <table><tr><th>Name</th><th>Price</th></tr><tr><td>Rope</td><td>5</td></tr></table></body></html>`;
    assert.equal(
      await textOf('a.html', bytes(html)),
      '# Terms & conditions\n\nThe fee is € 20 for Müller and others.\n\n- One\n- Two\n\nName\tPrice\nRope\t5',
    );
  });

  it('of a page that is broken, or made to be slow, is what can be read of it', async () => {
    assert.equal(
      await textOf('a.html', bytes('<p>1 < 2 &amp; 3 > 2 <b>so<p>Next <!-- open')),
      '1 < 2 & 3 > 2 so\n\nNext',
    );
    const hostile = `<p>Seen</p>${'<script>'.repeat(50_000)}${'<!--'.repeat(50_000)}${'<p'.repeat(50_000)}`;
    assert.equal(await textOf('a.html', bytes(hostile)), 'Seen');
    assert.equal(await textOf('a.html', bytes(`Seen ${'<'.repeat(100_000)}`)), `Seen ${'<'.repeat(100_000)}`);
  });

  it('of a Word document is its paragraphs, headings and tables, without what was deleted', async () => {
    const paragraph = (text: string, style = '') =>
      `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
    const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;
    const document = `<?xml version="1.0"?><w:document><w:body>
      ${paragraph('Lease', 'Heading1')}
      ${paragraph('The rent is &lt; 900 €')}<w:del><w:r><w:delText>Gone</w:delText></w:r></w:del>
      <w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t></w:r></w:p>
      <w:tbl><w:tr>${cell('Room')}${cell('Size')}</w:tr><w:tr>${cell('Kitchen')}${cell('9')}</w:tr></w:tbl>
      </w:body></w:document>`;
    for (const level of [0, 9] as const) {
      const docx = zipSync(
        { '[Content_Types].xml': strToU8('<x/>'), 'word/document.xml': strToU8(document) },
        { level },
      );
      assert.equal(
        await textOf('a.docx', docx),
        '# Lease\n\nThe rent is < 900 €\n\nOne\ntwo\n\nRoom\tSize\nKitchen\t9',
      );
    }
  });

  it('of a PDF is that of its pages', async () => {
    const text = await textOf('a.pdf', pdf([['The lease ends in May.'], ['Page two (really).']]));
    assert.equal(text, 'The lease ends in May.\n\nPage two (really).');
  });

  it('of a PDF is read from the bytes of a file on disk as well', async () => {
    assert.equal(await textOf('a.pdf', Buffer.from(pdf([['The lease ends in May.']]))), 'The lease ends in May.');
  });

  it('is not there where the file is damaged, empty, or no text', async () => {
    const unreadable: [string, Uint8Array, RegExp][] = [
      ['a.txt', bytes('  \n '), /holds no text/],
      ['a.jpg', Uint8Array.of(0xff, 0xd8, 0, 1), /cannot be read here/],
      ['a.pdf', bytes('%PDF-1.4 nonsense'), /damaged or locked/],
      ['a.docx', bytes('PK nonsense'), /no Word document/],
      ['a.docx', zipSync({ 'other.xml': strToU8('<x/>') }), /no Word document/],
    ];
    for (const [name, content, message] of unreadable) {
      await assert.rejects(extractText(name, content), (error) => {
        assert.ok(error instanceof UnreadableFileError);
        assert.match(error.message, message);
        return true;
      });
    }
  });

  it('of a document that unpacks into far too much is not read', async () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(65 * 1024 * 1024) }, { level: 1 });
    assert.ok(bomb.length < 1024 * 1024);
    await assert.rejects(extractText('a.docx', bomb), UnreadableFileError);
  });
});
