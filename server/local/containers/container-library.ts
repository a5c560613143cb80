import { notFound } from '../api-error.ts';
import type { Stamp } from '../stamp.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/store.ts';
import { freeName, safeName } from './file-name.ts';

/** A file in a container; never changed: code that writes it anew makes another one. */
export interface ContainerFile {
  id: string;
  /** Its name under `/mnt/data`. */
  name: string;
  bytes: number;
  createdAt: number;
  source: 'user' | 'assistant';
  blob: string;
  /** The uploaded file it is a copy of. */
  copyOf?: string;
}

export interface StoredContainer {
  id: string;
  name: string;
  createdAt: number;
  lastActiveAt: number;
  /** It goes after so many minutes without use. */
  idleMinutes: number;
  memoryLimit: '1g' | '4g' | '16g' | '64g';
  expired: boolean;
  files: readonly ContainerFile[];
}

export interface NewContainer {
  name: string;
  idleMinutes?: number;
  memoryLimit?: StoredContainer['memoryLimit'];
}

export interface NewContainerFile {
  name: string;
  content: Uint8Array;
  source: ContainerFile['source'];
  copyOf?: string;
}

/** What OpenAI gives a container. */
const defaultIdleMinutes = 20;

/** The places where code runs, with their files. They end when nobody uses them, and their files with them. */
export class ContainerLibrary {
  readonly #store: Store;
  readonly #stamp: Stamp;
  readonly #containers: Collection<StoredContainer>;
  readonly #onEnd: (id: string) => void;

  /** @param onEnd told when a container has ended, so that its Python can end too */
  constructor(store: Store, stamp: Stamp, onEnd: (id: string) => void) {
    this.#store = store;
    this.#stamp = stamp;
    this.#containers = store.collection('containers');
    this.#onEnd = onEnd;
  }

  async create({ name, idleMinutes = defaultIdleMinutes, memoryLimit = '1g' }: NewContainer): Promise<StoredContainer> {
    const now = this.#stamp.seconds();
    const container: StoredContainer = {
      id: this.#stamp.id('cntr_'),
      name,
      createdAt: now,
      lastActiveAt: now,
      idleMinutes,
      memoryLimit,
      expired: false,
      files: [],
    };
    await this.#containers.put(container);
    return container;
  }

  /** The container, also when it has expired. @throws {ApiError} 404 */
  async get(id: string): Promise<StoredContainer> {
    const container = await this.#containers.get(id);
    if (!container) throw notFound('Container', id);
    const idle = this.#stamp.seconds() - container.lastActiveAt;
    return !container.expired && idle > container.idleMinutes * 60 ? this.#expire(container) : container;
  }

  /** The container where it still lives, which this use prolongs. @throws {ApiError} 404 */
  async use(id: string): Promise<StoredContainer> {
    const { expired } = await this.get(id);
    if (expired) throw notFound('Container', id, { code: 'container_expired' });
    const lastActiveAt = this.#stamp.seconds();
    const used = await this.#containers.update(id, (container) => ({ ...container, lastActiveAt }));
    if (!used) throw notFound('Container', id);
    return used;
  }

  /** Oldest first. */
  async list(): Promise<StoredContainer[]> {
    return Promise.all((await this.#containers.list()).map(({ id }) => this.get(id)));
  }

  async remove(id: string): Promise<void> {
    const container = await this.get(id);
    await this.#dropFiles(container);
    await this.#containers.delete(id);
    this.#onEnd(id);
  }

  /** Puts a file into a container. A name that code has written before is taken over; two uploads of one name both stay. */
  async addFile(id: string, { name, content, source, copyOf }: NewContainerFile): Promise<ContainerFile> {
    const fileId = this.#stamp.id('cfile_');
    const blob = await this.#store.blobs.put(content, fileId);
    let file: ContainerFile | undefined;
    const changed = await this.#containers.update(id, (container) => {
      const wanted = safeName(name);
      const free =
        source === 'assistant'
          ? wanted
          : freeName(
              wanted,
              latestFiles(container).map((each) => each.name),
            );
      const createdAt = this.#stamp.seconds();
      file = { id: fileId, name: free, bytes: content.byteLength, createdAt, source, blob, ...(copyOf && { copyOf }) };
      return { ...container, lastActiveAt: createdAt, files: [...container.files, file] };
    });
    if (changed && file) return file;
    await this.#store.blobs.drop(blob, fileId);
    throw notFound('Container', id);
  }

  /** @throws {ApiError} 404 */
  async file(id: string, fileId: string): Promise<ContainerFile> {
    const file = (await this.use(id)).files.find((each) => each.id === fileId);
    if (!file) throw notFound('Container file', fileId);
    return file;
  }

  content(file: ContainerFile): Promise<Uint8Array> {
    return this.#store.blobs.read(file.blob);
  }

  async removeFile(id: string, fileId: string): Promise<void> {
    const file = await this.file(id, fileId);
    await this.#containers.update(id, (container) => ({
      ...container,
      files: container.files.filter((each) => each.id !== fileId),
    }));
    await this.#store.blobs.drop(file.blob, fileId);
  }

  async #expire(container: StoredContainer): Promise<StoredContainer> {
    const expired = await this.#containers.update(container.id, (current) => ({
      ...current,
      expired: true,
      files: [],
    }));
    await this.#dropFiles(container);
    this.#onEnd(container.id);
    return expired ?? container;
  }

  async #dropFiles({ files }: StoredContainer): Promise<void> {
    for (const { blob, id } of files) await this.#store.blobs.drop(blob, id);
  }
}

/** What lies in a container now; older files of the same name stay readable by id, because an answer may cite them. */
export function latestFiles({ files }: StoredContainer): ContainerFile[] {
  return files.filter(({ name }, index) => !files.slice(index + 1).some((later) => later.name === name));
}
