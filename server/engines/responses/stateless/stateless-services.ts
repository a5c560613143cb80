import type { CommonServices, Services } from '../services.ts';
import { KeptFiles } from './kept-files.ts';
import { KeptItems } from './kept-items.ts';
import { KeptThreads } from './kept-threads.ts';
import { problemWith, type Senses } from './question-content.ts';
import { statelessResponse, type AskServer } from './stateless-response.ts';

/** Whoever answers when the adapter keeps threads and files. */
export interface Answerer {
  /** Asks it; which way may have to be found out first. */
  ask: AskServer;
  /** What it can look at, as far as that is known by now. */
  senses(): Partial<Pick<Senses, 'images' | 'pdfs'>>;
  /** It gets the files themselves, so there is none that it could make nothing of. */
  readsFiles?: boolean;
}

/** Threads and files kept by the adapter, for one that keeps nothing: each response is asked for with all that was said. */
export function statelessServices(
  common: CommonServices,
  { ask, senses: sees, readsFiles = false }: Answerer,
): Services {
  const { lent } = common.tools;
  const items = new KeptItems();
  const threads = new KeptThreads(items);
  const senses = (): Senses => {
    const { images = true, pdfs = false } = sees();
    return { images, pdfs, hasSearch: lent.fileSearch !== undefined, hasCode: lent.codeInterpreter !== undefined };
  };
  return {
    ...common,
    client: undefined,
    items,
    threads,
    files: new KeptFiles({
      threads,
      items,
      fileSearch: lent.fileSearch,
      problemWith: (mediaType) => (readsFiles ? undefined : problemWith(mediaType, senses())),
    }),
    isBackground: false,
    keepsPartial: true,
    respond: (round, thread, context, signal) =>
      statelessResponse({ items, lent, senses: senses(), ask, thread, round, context, signal }),
  };
}
