import { expect } from 'chai';
import { MarkdownView, type MarkdownViewOptions } from '../../../components/markdown/index.ts';
import { documents } from './support/documents.ts';

describe('MarkdownView', () => {
  let container: HTMLElement;

  beforeEach(() => {
    container = document.createElement('div');
    document.body.append(container);
  });

  afterEach(() => container.remove());

  function show(source: string, options?: MarkdownViewOptions): MarkdownView {
    container.replaceChildren();
    const view = new MarkdownView(container, options);
    view.append(source);
    view.finish();
    return view;
  }

  for (const [n, source] of documents.entries())
    it(`ends in the same nodes however the text arrives (${n})`, () => {
      show(source);
      const whole = container.innerHTML;
      container.replaceChildren();
      const view = new MarkdownView(container);
      for (const character of source) view.append(character);
      view.finish();
      expect(container.innerHTML).to.equal(whole);
    });
});
