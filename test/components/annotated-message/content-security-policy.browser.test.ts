import { expect } from 'chai';
import type { AnnotatedMessage } from '../../../components/annotated-message/annotated-message.ts';
import type { MessagePart } from '../../../protocol/index.ts';
import { annotation, assistant, file, outputFile, textPart } from './message-builders.ts';
import { inside, markers, openPreview, until } from './rendered-message.ts';

const policy = "default-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html";
const text =
  '# Towers\n\n<img src=x onerror="alert(1)"> is **330 metres** tall.\n\n```js\nlet a;\n```\n\n| a |\n|---|\n| b |\n';

describe('<annotated-message> under a strict policy', () => {
  it('shows all it can, with no inline style or script and no policy of its own', async () => {
    const frame = document.createElement('iframe');
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><body>
      <script type="module" src="/components/annotated-message/annotated-message.ts"></script>`;
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    const page = frame.contentDocument!;
    const violations: string[] = [];
    page.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      violations.push(`${violatedDirective}: ${blockedURI} ${sample}`),
    );
    await frame.contentWindow!.customElements.whenDefined('annotated-message');

    const element = page.createElement('annotated-message') as AnnotatedMessage;
    element.message = assistant(
      textPart(text),
      annotation('330 metres', text, { source: file('a.pdf', { url: 'https://a.org/' }), quote: '<b>330 m</b>' }),
      outputFile('a.csv'),
      { type: 'reasoning', text: 'I think.', state: 'done' } as MessagePart,
    );
    page.body.append(element);
    await element.updateComplete;
    await frame.contentWindow!.customElements.whenDefined('file-attachment');
    markers(element)[0]?.click();
    const preview = await until(() => openPreview(element));
    expect(preview.textContent).to.contain('<b>330 m</b>');
    expect(inside(element).querySelector('h1')?.textContent).to.equal('Towers');
    expect(violations).to.deep.equal([]);
    frame.remove();
  });
});
