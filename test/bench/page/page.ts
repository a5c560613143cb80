import type { UIMessage } from '../../../protocol/index.ts';
import type { CreateSubject, Subject } from '../subject.ts';
import { FrameWatch } from './frame-watch.ts';

export interface Scene {
  subject: string;
  text: string;
  rate: string;
  history: number;
}

/** What the bench calls in the page. */
export interface BenchPage {
  prepare(scene: Scene): Promise<void>;
  open(): Promise<void>;
  reply(): Promise<void>;
  /** True when the words can be read on the page. */
  shows(words: string): boolean;
  readonly frames: FrameWatch;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}

let subject: Subject | undefined;
let history: readonly UIMessage[] = [];

window.bench = {
  frames: new FrameWatch(),

  async prepare(scene) {
    const path = `/subjects/${scene.subject}.js`;
    const { default: createSubject } = (await import(/* @vite-ignore */ path)) as { default: CreateSubject };
    const answer = await (await fetch(`/texts/${scene.text}`)).text();
    history = (await (await fetch(`/history/${scene.history}`)).json()) as UIMessage[];
    const element = document.querySelector<HTMLElement>('#stage');
    if (!element) throw new Error('The page has no stage.');
    const endpoint = `/stream/${scene.text}/${scene.rate}/chat`;
    subject = await createSubject({ element, endpoint, answer, history });
    await frame();
  },

  async open() {
    if (history.length > 0) await subject?.open(history);
    await frame();
    await frame();
  },

  async reply() {
    await subject?.reply();
    await frame();
    await frame();
  },

  shows: (words) => textIn(document.body).includes(words),
};

function frame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

function textIn(node: Node): string {
  if (node instanceof Text) return node.data;
  const inside = node instanceof Element && node.shadowRoot ? [...node.shadowRoot.childNodes] : [];
  return [...inside, ...node.childNodes].map(textIn).join('');
}
