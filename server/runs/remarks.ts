import { encodeEvent, type StatusChunk } from '../../protocol/index.ts';

/**
 * What is said of a run while it goes on, to those who read it here and now. It is neither numbered nor kept: another process that
 * reads the same run from its service would number everything else differently.
 */
export class Remarks {
  readonly #listeners = new Set<(event: string) => void>();

  readonly tell = (remark: StatusChunk): void => {
    const event = encodeEvent({ chunk: remark });
    for (const listen of this.#listeners) listen(event);
  };

  /** Calls the listener for what comes, until the function that it gives back is called. */
  listen(listener: (event: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
