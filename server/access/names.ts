import { type Handles, looksLikeHandle } from './handles.ts';
import type { Owner } from './owner.ts';

/** A file of the engine and, where it lives inside another thing, that one: a container, or the thread it was uploaded to. */
export interface Place {
  id: string;
  parent?: string;
}

/** How things of the engine are called on the wire, for one owner. */
export class Names {
  readonly #handles: Handles;
  readonly #owner: Owner;
  readonly #base: string;

  /** @param base the absolute URL under which the adapter is mounted, without a slash at its end */
  constructor(handles: Handles, owner: Owner, base: string) {
    this.#handles = handles;
    this.#owner = owner;
    this.#base = base;
  }

  thread(id: string): string {
    return this.#handles.seal('thread', this.#owner, id);
  }

  /** The handle of a run is in every event of its stream, so it is bound to the thread but does not carry it. */
  run(id: string, threadId: string): string {
    return this.#handles.seal('run', this.#owner, id, threadId);
  }

  container(id: string): string {
    return this.#handles.seal('container', this.#owner, id);
  }

  /** The handle of a file; `parent` is the thread it was uploaded to or the container it was written in. */
  file(id: string, parent?: string): string {
    return this.#handles.seal('file', this.#owner, joinPlace(parent === undefined ? { id } : { id, parent }));
  }

  /** The absolute URL of a file's bytes. */
  fileUrl(handle: string): string {
    return `${this.#base}/files/${handle}/content`;
  }

  upload(id: string): string {
    return this.#handles.seal('upload', this.#owner, id);
  }

  openThread(handle: string): string | undefined {
    return this.#handles.open('thread', this.#owner, handle);
  }

  openRun(handle: string, threadId: string): string | undefined {
    return this.#handles.open('run', this.#owner, handle, threadId);
  }

  openFile(handle: string): Place | undefined {
    return splitPlace(this.#handles.open('file', this.#owner, handle));
  }

  openUpload(handle: string): string | undefined {
    return this.#handles.open('upload', this.#owner, handle);
  }

  /** The file that a URL of ours names, whatever host and prefix it is spelled with; nothing is ever fetched from it. */
  openFileUrl(url: string): Place | undefined {
    const handle = /\/files\/([^/?#]+)\/content(?:[?#]|$)/.exec(url)?.[1];
    return handle !== undefined && looksLikeHandle(handle) ? this.openFile(handle) : undefined;
  }
}

function joinPlace({ id, parent }: Place): string {
  return parent === undefined ? id : `${id}@${parent}`;
}

function splitPlace(payload: string | undefined): Place | undefined {
  if (payload === undefined) return undefined;
  const at = payload.indexOf('@');
  return at < 0 ? { id: payload } : { id: payload.slice(0, at), parent: payload.slice(at + 1) };
}
