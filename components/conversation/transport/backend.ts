import type { AdapterConfig, Capabilities, WireLimits } from '../../../protocol/index.ts';
import type { Transport } from './transport.ts';

/** What holds where the backend sets no limits: files travel inside the message then, so they have to be small. */
const defaultLimits: WireLimits = { maxFileBytes: 10 * 1024 * 1024, maxFiles: 10, maxTextLength: 100_000, accept: '' };

/** What holds until the backend has said; the files are looked at once more then. */
const noLimits: WireLimits = { maxFileBytes: Infinity, maxFiles: Infinity, maxTextLength: Infinity, accept: '' };

/** What is known of the other side: our adapter says what it can; a plain AI SDK backend says nothing. */
export class Backend {
  /** Undefined until it is known. */
  #config: AdapterConfig | null | undefined;
  #loading: Promise<void> | undefined;
  readonly #transport: Transport;
  readonly #onConfig: (config: AdapterConfig | null) => void;

  constructor(transport: Transport, onConfig: (config: AdapterConfig | null) => void) {
    this.#transport = transport;
    this.#onConfig = onConfig;
  }

  /** True for our adapter. */
  get isOurs(): boolean {
    return this.#config != null;
  }

  /** True once it is certain that the backend says nothing of itself. */
  get isForeign(): boolean {
    return this.#config === null;
  }

  can(capability: keyof Capabilities): boolean {
    return this.#config?.capabilities[capability] === true;
  }

  /** True where a cut stream may be asked for again: with a backend that says nothing it costs one request to find out. */
  get mayResume(): boolean {
    return this.#config == null || this.can('resume');
  }

  /** Asks the backend once what it offers. Never rejects: where it cannot be reached, the next call asks again. */
  load(): Promise<void> {
    return (this.#loading ??= this.#load());
  }

  /** The backend's limits, narrowed by the page's. */
  limits(page: Partial<WireLimits>): WireLimits {
    const { maxFileBytes, maxFiles, maxTextLength, accept } =
      this.#config?.limits ?? (this.isForeign ? defaultLimits : noLimits);
    return {
      maxFileBytes: Math.min(maxFileBytes, page.maxFileBytes ?? Infinity),
      maxFiles: Math.min(maxFiles, page.maxFiles ?? Infinity),
      maxTextLength: Math.min(maxTextLength, page.maxTextLength ?? Infinity),
      accept: page.accept || accept,
    };
  }

  async #load(): Promise<void> {
    try {
      this.#config = (await this.#transport.config?.()) ?? null;
      this.#onConfig(this.#config);
    } catch {
      this.#loading = undefined;
    }
  }
}
