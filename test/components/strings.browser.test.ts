import { ContextProvider } from '@lit/context';
import { expect } from 'chai';
import { html, LitElement, type TemplateResult } from 'lit';
import {
  defaultStrings,
  formatBytes,
  setStrings,
  StringsController,
  stringsContext,
} from '../../components/strings.ts';

class WordyElement extends LitElement {
  readonly words = new StringsController(this);

  override render(): TemplateResult {
    return html`${this.words.strings.retry}, ${this.words.strings.cancel}`;
  }
}
customElements.define('wordy-element', WordyElement);

describe('The words of the elements', () => {
  afterEach(() => {
    document.body.replaceChildren();
    setStrings(defaultStrings);
  });

  it("are the page's before the defaults, also for elements that are there already", async () => {
    const element = await placed();
    expect(element.shadowRoot!.textContent).to.equal('Try again, Cancel');
    setStrings({ retry: 'Nochmals' });
    await element.updateComplete;

    expect(element.shadowRoot!.textContent).to.equal('Nochmals, Cancel');
  });

  it("are the chat's before the page's", async () => {
    setStrings({ retry: 'Nochmals', cancel: 'Abbrechen' });
    const chat = document.createElement('section');
    const provider = new ContextProvider(chat, { context: stringsContext, initialValue: { retry: 'Encore' } });
    document.body.append(chat);
    const element = await placed(chat);
    expect(element.shadowRoot!.textContent).to.equal('Encore, Abbrechen');
    provider.setValue({ cancel: 'Annuler' });
    await element.updateComplete;

    expect(element.shadowRoot!.textContent).to.equal('Nochmals, Annuler');
  });

  it('are those of the day it comes back', async () => {
    const element = await placed();
    element.remove();
    setStrings({ retry: 'Nochmals' });
    document.body.append(element);
    await element.updateComplete;

    expect(element.shadowRoot!.textContent).to.equal('Nochmals, Cancel');
  });

  it('name sizes as people do', () => {
    expect([0, 1, 999, 2048, 1_572_864, 5 * 1024 ** 3].map((bytes) => formatBytes(bytes, 'en'))).to.deep.equal([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '2 kB',
      '1.5 MB',
      '5 GB',
    ]);
  });
});

async function placed(parent: Element = document.body): Promise<WordyElement> {
  const element = new WordyElement();
  parent.append(element);
  await element.updateComplete;
  return element;
}
