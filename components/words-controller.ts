import { ContextConsumer, createContext } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Strings } from './strings.ts';

/** The key under which a chat hands its own words to the elements inside it. */
export const stringsContext = createContext<Partial<Strings> | undefined>(Symbol.for('assistant-kit/strings'));

let pageStrings: Partial<Strings> = {};
const pageStringsChange = new EventTarget();

/** Replaces words for every element of the page, also for those that are there already. */
export function setStrings(strings: Partial<Strings>): void {
  pageStrings = { ...pageStrings, ...strings };
  pageStringsChange.dispatchEvent(new Event('change'));
}

/** Words with some of them replaced; the very same where none are, for thousands of messages share them. */
export function withWords<Words extends Partial<Strings>>(words: Words, others: Partial<Strings> = {}): Words {
  return Object.keys(others).length === 0 ? words : { ...words, ...others };
}

/** The words an element shows: the chat's own, else the page's, else its defaults. Renders it again when they change. */
export class WordsController<Words extends Partial<Strings>> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #defaults: Words;
  #chatStrings: Partial<Strings> | undefined;
  #strings: Words | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, defaults: Words) {
    this.#host = host;
    this.#defaults = defaults;
    host.addController(this);
    void new ContextConsumer(host, {
      context: stringsContext,
      subscribe: true,
      callback: (strings) => {
        this.#chatStrings = strings;
        this.#refresh();
      },
    });
  }

  get strings(): Words {
    return (this.#strings ??= withWords(withWords(this.#defaults, pageStrings), this.#chatStrings));
  }

  hostConnected(): void {
    pageStringsChange.addEventListener('change', this.#refresh);
    // They may have changed while the element was away.
    this.#refresh();
  }

  hostDisconnected(): void {
    pageStringsChange.removeEventListener('change', this.#refresh);
  }

  readonly #refresh = (): void => {
    this.#strings = undefined;
    this.#host.requestUpdate();
  };
}
