import { FileLinks, type FileLinkOptions } from './file-links.ts';
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
  readonly #links: FileLinks;

  /** @param base the absolute URL under which the adapter is mounted, without a slash at its end */
  constructor(handles: Handles, owner: Owner, base: string, links: FileLinkOptions) {
    this.#handles = handles;
    this.#owner = owner;
    this.#base = base;
    this.#links = new FileLinks(handles, owner, links);
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

  /**
   * The absolute URL of a file's bytes, which ends with its link.
   * @throws {TypeError} where it is no file's handle
   */
  fileUrl(handle: string): string {
    return `${this.#base}/files/${this.fileLink(handle)}/content`;
  }

  /** A link to the file, for a time; the same one for who asks again soon. */
  fileLink(handle: string): string {
    const place = this.openFile(handle);
    if (!place) throw new TypeError('A file is named by `names.file()`.');
    return this.#links.seal(joinPlace(place));
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
    const payload = this.#handles.open('file', this.#owner, handle);
    return payload === undefined ? undefined : splitPlace(payload);
  }

  /** What a link leads to, also when its time is over. */
  openLink(handle: string): { place: Place; isOver: boolean } | undefined {
    const link = this.#links.open(handle);
    return link && { place: splitPlace(link.payload), isOver: link.isOver };
  }

  openUpload(handle: string): string | undefined {
    return this.#handles.open('upload', this.#owner, handle);
  }

  /**
   * The file that a URL of ours names, whatever host and prefix it is spelled with; nothing is ever fetched from it. One whose
   * time is over still says which file is meant.
   */
  openFileUrl(url: string): Place | undefined {
    const handle = /\/files\/([^/?#]+)\/content(?:[?#]|$)/.exec(url)?.[1];
    if (handle === undefined || !looksLikeHandle(handle)) return undefined;
    return this.openFile(handle) ?? this.openLink(handle)?.place;
  }
}

function joinPlace({ id, parent }: Place): string {
  return parent === undefined ? id : `${id}@${parent}`;
}

function splitPlace(payload: string): Place {
  const at = payload.indexOf('@');
  return at < 0 ? { id: payload } : { id: payload.slice(0, at), parent: payload.slice(at + 1) };
}
