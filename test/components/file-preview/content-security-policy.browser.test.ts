import { expect } from 'chai';
import type { FilePreview } from '../../../components/file-preview/file-preview.ts';
import { clearPage, findAll, until } from '../support/page.ts';
import { pdf } from '../../support/pdf.ts';

const policy =
  "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

const files: Record<string, { content: BlobPart; shows: string; text?: string }> = {
  'a.txt': { content: '<b>words</b>', shows: '.line', text: '<b>words</b>' },
  'a.html': { content: '<script>top.hacked = 1</script>', shows: '.line', text: '<script>top.hacked = 1</script>' },
  'a.csv': {
    content: 'a,b\n<img src=x onerror=top.hacked=1>,2',
    shows: 'td',
    text: '<img src=x onerror=top.hacked=1>',
  },
  'a.json': { content: '{"<img src=x>":"</script>"}', shows: '.leaf', text: '<img src=x>: "</script>"' },
  'a.md': { content: '# <img src=x onerror=top.hacked=1>', shows: 'h1', text: '<img src=x onerror=top.hacked=1>' },
  'a.svg': {
    content:
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="top.hacked=1"><script>top.hacked=1</script></svg>',
    shows: 'img:not([hidden])',
  },
  'a.pdf': { content: pdf([['<b>Page</b> one']]), shows: '.words span', text: '<b>Page</b> one' },
};

describe('<file-preview> under a strict policy', () => {
  afterEach(clearPage);

  it('shows every kind of file, and nothing in one runs', async () => {
    const frame = document.createElement('iframe');
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><body>
      <script type="module" src="/components/file-preview/file-preview.ts"></script>`;
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    const page = frame.contentWindow as Window & typeof globalThis;
    const violations: string[] = [];
    page.document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      violations.push(`${violatedDirective}: ${blockedURI} ${sample}`),
    );
    await page.customElements.whenDefined('file-preview');
    for (const [name, { content, shows, text }] of Object.entries(files)) {
      const element = page.document.createElement('file-preview') as FilePreview;
      element.file = new page.File([content], name);
      page.document.body.append(element);
      await until(() => element.shadowRoot && findAll(element.shadowRoot, shows).length > 0);
      const [shown] = findAll(element.shadowRoot!, shows);
      if (text !== undefined) expect(shown?.textContent?.trim(), name).to.equal(text);
      element.remove();
    }
    expect('hacked' in window).to.equal(false);
    expect(violations).to.deep.equal([]);
  });
});
