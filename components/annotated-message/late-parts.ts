import type { ReactiveControllerHost } from 'lit';
import { isTextPart, type UIMessage } from '../../protocol/index.ts';
import { proseEnd } from '../markdown/prose.ts';
import { hasSources } from './has-sources.ts';
import { hasRich, loadRich } from './load-rich.ts';
import { loadedSources, loadSources } from './load-sources.ts';

/** What many messages do without: what shows sources, and what reads and draws text that is more than prose. */
type LatePart = 'sources' | 'rich';

/** Brings what a message cannot do without. */
export class LateParts {
  readonly #host: ReactiveControllerHost;
  readonly #failed = new Set<LatePart>();
  #arrival: Promise<void> | undefined;
  #hasNews = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Settles when what is on its way is there, or cannot be reached. */
  get arrival(): Promise<void> | undefined {
    return this.#arrival;
  }

  /** Whether a part is not there, and could not be reached. */
  lacks(part: LatePart): boolean {
    return this.#failed.has(part) && !isThere[part]();
  }

  /** Asks for what the message needs. @returns when that is there; undefined where nothing is on its way. */
  bring(message: UIMessage): Promise<void> | undefined {
    const lacking = allParts.filter((part) => !isThere[part]() && !this.#failed.has(part));
    const needed = lacking.filter((part) => needs[part](message));
    if (needed.length > 0) this.#arrival ??= this.#load(needed);
    return this.#arrival;
  }

  /** Asks anew for what could not be reached. */
  retry(): void {
    this.#failed.clear();
    this.#host.requestUpdate();
  }

  /** True once for each time that something has come, or could not. */
  takeNews(): boolean {
    const hadNews = this.#hasNews;
    this.#hasNews = false;
    return hadNews;
  }

  async #load(parts: readonly LatePart[]): Promise<void> {
    const loaded = await Promise.all(parts.map((part) => load[part]()));
    for (const [n, part] of parts.entries()) if (!loaded[n]) this.#failed.add(part);
    this.#arrival = undefined;
    this.#hasNews = true;
    this.#host.requestUpdate();
  }
}

const allParts: readonly LatePart[] = ['sources', 'rich'];
const isThere = { sources: () => loadedSources() !== undefined, rich: hasRich };
const needs = { sources: hasSources, rich: isRich };
const load = { sources: loadSources, rich: loadRich };

function isRich({ parts }: UIMessage): boolean {
  return parts.some((part) => isTextPart(part) && proseEnd(part.text) < part.text.length);
}
