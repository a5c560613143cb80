import type { Upload, UploadPart } from 'openai/resources/uploads';
import { type ApiError, invalid, notFound } from '../api-error.ts';
import type { Stamp } from '../stamp.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/store.ts';
import { fileObject, type FileLibrary, type NewFile, type StoredFile } from './file-library.ts';

/** How long an upload waits for its parts, in seconds; the same hour as at OpenAI. */
const patience = 3600;

interface StoredPart {
  id: string;
  bytes: number;
  createdAt: number;
  blob: string;
}

/** A file that comes in parts. */
export interface StoredUpload {
  id: string;
  file: Omit<NewFile, 'content'>;
  bytes: number;
  createdAt: number;
  expiresAt: number;
  status: Upload['status'];
  parts: readonly StoredPart[];
  fileId?: string;
}

/** Uploads under way, and what became of those that ended. */
export class UploadLibrary {
  readonly #uploads: Collection<StoredUpload>;
  readonly #store: Store;
  readonly #stamp: Stamp;
  readonly #files: FileLibrary;

  constructor(store: Store, stamp: Stamp, files: FileLibrary) {
    this.#uploads = store.collection('uploads');
    this.#store = store;
    this.#stamp = stamp;
    this.#files = files;
  }

  async create(file: Omit<NewFile, 'content'>, bytes: number): Promise<StoredUpload> {
    // Nobody comes back for those whose time is over, so whoever comes next clears them away.
    for (const { id } of await this.#uploads.list()) await this.#current(id);
    const createdAt = this.#stamp.seconds();
    const upload: StoredUpload = {
      id: this.#stamp.id('upload_'),
      file,
      bytes,
      createdAt,
      expiresAt: createdAt + patience,
      status: 'pending',
      parts: [],
    };
    await this.#uploads.put(upload);
    return upload;
  }

  /** @throws {ApiError} 404, or 400 where the upload is over */
  async addPart(id: string, content: Uint8Array): Promise<StoredPart> {
    await this.#pending(id);
    const partId = this.#stamp.id('part_');
    const blob = await this.#store.blobs.put(content, partId);
    const part = { id: partId, bytes: content.byteLength, createdAt: this.#stamp.seconds(), blob };
    const upload = await this.#uploads.update(id, (current) => ({ ...current, parts: [...current.parts, part] }));
    // It may have ended while the bytes were being written.
    if (upload?.status !== 'pending') {
      await this.#forgetParts(id);
      throw isOver(upload?.status ?? 'cancelled');
    }
    return part;
  }

  /**
   * Makes the file of the parts, in the order given; what was sent and is not named is left out.
   * @throws {ApiError} 400 where the parts are not the file that was announced
   */
  async complete(id: string, partIds: readonly string[], md5?: string): Promise<[StoredUpload, StoredFile]> {
    const upload = await this.#pending(id);
    const parts = partIds.map((partId) => {
      const part = upload.parts.find((each) => each.id === partId);
      if (!part) throw invalid(`The upload has no part '${partId}'.`, 'part_ids');
      return part;
    });
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    if (new Set(partIds).size < partIds.length) throw invalid('A part is named twice.', 'part_ids');
    if (bytes !== upload.bytes) {
      throw invalid(`The parts have ${bytes} bytes together, but ${upload.bytes} were announced.`, 'part_ids');
    }
    const blobs = parts.map(({ blob }) => blob);
    if (md5 !== undefined && (await this.#store.blobs.md5(blobs)) !== md5.toLowerCase()) {
      throw invalid('The MD5 of the parts is another one.', 'md5');
    }
    const file = await this.#files.join({ ...upload.file, blobs });
    return [await this.#end(id, { status: 'completed', fileId: file.id }), file];
  }

  /** @throws {ApiError} 404, or 400 where the upload is over */
  async cancel(id: string): Promise<StoredUpload> {
    await this.#pending(id);
    return this.#end(id, { status: 'cancelled' });
  }

  async #pending(id: string): Promise<StoredUpload> {
    const upload = await this.#current(id);
    if (upload.status !== 'pending') throw isOver(upload.status);
    return upload;
  }

  async #current(id: string): Promise<StoredUpload> {
    const upload = await this.#uploads.get(id);
    if (!upload) throw notFound('Upload', id, { param: 'upload_id' });
    const isLate = upload.status === 'pending' && upload.expiresAt <= this.#stamp.seconds();
    return isLate ? this.#end(id, { status: 'expired' }) : upload;
  }

  async #end(id: string, change: Partial<StoredUpload>): Promise<StoredUpload> {
    await this.#uploads.update(id, (upload) => ({ ...upload, ...change }));
    return this.#forgetParts(id);
  }

  async #forgetParts(id: string): Promise<StoredUpload> {
    let parts: readonly StoredPart[] = [];
    const upload = await this.#uploads.update(id, (current) => {
      parts = current.parts;
      return { ...current, parts: [] };
    });
    if (!upload) throw notFound('Upload', id, { param: 'upload_id' });
    for (const part of parts) await this.#store.blobs.drop(part.blob, part.id);
    return upload;
  }
}

function isOver(status: Upload['status']): ApiError {
  return invalid(`The upload is ${status}.`, 'upload_id', `upload_${status}`);
}

export function uploadObject(
  { id, file, bytes, createdAt, expiresAt, status }: StoredUpload,
  made?: StoredFile,
): Omit<Upload, 'file'> & { file?: ReturnType<typeof fileObject> | null } {
  return {
    id,
    object: 'upload',
    bytes,
    created_at: createdAt,
    expires_at: expiresAt,
    filename: file.filename,
    purpose: file.purpose,
    status,
    file: made ? fileObject(made) : null,
  };
}

export function partObject({ id, createdAt }: StoredPart, uploadId: string): UploadPart {
  return { id, object: 'upload.part', created_at: createdAt, upload_id: uploadId };
}
