import MarkdownIt from 'markdown-it';
import type { CreateSubject } from '../subject.ts';
import { readDeltas } from '../page/read-deltas.ts';

/** What most pages begin with: the whole text parsed and put in anew with each piece. */
const createNaive: CreateSubject = ({ element, endpoint }) => {
  const markdown = new MarkdownIt();
  const article = document.createElement('article');
  element.append(article);
  return {
    open: () => undefined,
    async reply() {
      let text = '';
      await readDeltas(endpoint, (delta) => {
        text += delta;
        article.innerHTML = markdown.render(text);
      });
    },
  };
};

export default createNaive;
