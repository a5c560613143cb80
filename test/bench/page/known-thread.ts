import type { UIMessage } from '../../../protocol/index.ts';
import type { CreateSubject } from '../subject.ts';
import { batch } from './batch.ts';
import { KnownDom, loadColors } from './known-dom.ts';
import { readDeltas } from './read-deltas.ts';

export interface KnownThreadOptions {
  /** How often the answer grows, in milliseconds; each frame by default. */
  cadence?: number;
  /** How many messages share an element that the browser skips while it is off screen; none by default. */
  groupSize?: number;
  /** Code without its colours. */
  isPlain?: boolean;
}

/** Plain DOM building of a whole thread: what nobody can be faster than, for nothing is parsed and nothing compared. */
export function knownThread({ cadence, groupSize, isPlain = false }: KnownThreadOptions): CreateSubject {
  return async ({ element, endpoint, answer, history }) => {
    const thread = document.createElement('div');
    const reply = document.createElement('article');
    const known = new KnownDom(answer, reply, isPlain ? undefined : await loadColors(answer));
    const messages = history.map((message): [HTMLElement, KnownDom] => {
      const article = document.createElement('article');
      return [article, new KnownDom(textOf(message), article)];
    });
    element.append(thread);
    return {
      open() {
        let group: HTMLElement = thread;
        for (const [n, [article, dom]] of messages.entries()) {
          if (groupSize !== undefined && n % groupSize === 0) {
            group = document.createElement('div');
            group.setAttribute('style', 'content-visibility: auto; contain-intrinsic-size: auto 12000px');
            thread.append(group);
          }
          dom.build();
          group.append(article);
        }
        messages.length = 0;
      },
      async reply() {
        let length = 0;
        thread.append(reply);
        const show = batch(() => known.build(length), cadence);
        await readDeltas(endpoint, (delta) => {
          length += delta.length;
          show();
        });
        known.build();
      },
    };
  };
}

function textOf({ parts }: UIMessage): string {
  return parts.map((part) => (part.type === 'text' && 'text' in part ? part.text : '')).join('\n\n');
}
