import type { CreateSubject } from '../subject.ts';
import { batch } from '../page/batch.ts';
import { readDeltas } from '../page/read-deltas.ts';

/** Text and nothing else: one node that grows. */
const createFloor: CreateSubject = ({ element, endpoint }) => {
  const text = new Text();
  const paragraph = document.createElement('div');
  paragraph.style.whiteSpace = 'pre-wrap';
  paragraph.append(text);
  element.append(paragraph);
  return {
    open: () => undefined,
    async reply() {
      let waiting = '';
      const write = (): void => {
        text.appendData(waiting);
        waiting = '';
      };
      const show = batch(write);
      await readDeltas(endpoint, (delta) => {
        waiting += delta;
        show();
      });
      write();
    },
  };
};

export default createFloor;
