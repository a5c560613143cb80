import type { Upload, UploadRequest } from '../../protocol/index.ts';
import type { Adapter } from '../adapter.ts';
import { AssistantError } from '../assistant-error.ts';
import type { FileFacts, FileParts, FileRecord } from '../engine.ts';
import { claimedMediaType } from './media-type.ts';
import { checkFile } from './message-files.ts';
import { PartRooms } from './part-rooms.ts';
import { readPart } from '../read-body.ts';
import { safeFilename } from './safe-filename.ts';
import { sniffedMediaType, sniffedBytes } from './sniff-media-type.ts';
import type { ThreadDirectory } from '../thread-directory.ts';
import type { Visit } from '../access/visit.ts';

interface Session extends FileFacts {
  uploadId: string;
  partBytes: number;
  expiresAt: number;
  threadId?: string;
  /** What our copy is called until it is whole, where one is kept. */
  copy?: string;
}

/** A part that has arrived: as the service calls it, and as our copy does. */
interface KeptPart {
  id: string;
  copied?: string;
}

/** How long one attempt to put a file together keeps others off, in milliseconds. */
const completingMs = 5 * 60_000;

/**
 * Files on their way in parts. What is under way lies in the store: the session, the service's id of each part, and the file that
 * was made of them, so that any process can take the next part, and a completion whose answer was lost can be asked for again.
 */
export class UploadSessions {
  readonly #adapter: Adapter;
  readonly #directory: ThreadDirectory;
  readonly #rooms = new PartRooms();

  constructor(adapter: Adapter, directory: ThreadDirectory) {
    this.#adapter = adapter;
    this.#directory = directory;
  }

  async begin({ filename, bytes, mediaType = '', threadId: id }: UploadRequest, visit: Visit): Promise<Upload> {
    const { limits, store, files, quotas } = this.#adapter;
    await quotas.countFile(visit);
    const name = safeFilename(filename);
    const file = { filename: name, bytes, mediaType: claimedMediaType(mediaType, name) };
    checkFile({ name, size: bytes, type: file.mediaType }, limits);
    const threadId = id === undefined ? undefined : await this.#directory.require(id, visit);
    const begun = await this.#parts.begin(file, visit.request);
    const copy = await files.parts?.begin(bytes);
    const session: Session = {
      ...file,
      ...begun,
      partBytes: limits.partBytes,
      ...(threadId === undefined ? {} : { threadId }),
      ...(copy === undefined ? {} : { copy }),
    };
    await store.bind(keyOf(session), JSON.stringify(session), timeLeft(session));
    return toWire(session, [], visit);
  }

  /** @throws {AssistantError} `not_found` where it is somebody else's, `upload_gone` where its time is over */
  async describe(handle: string, visit: Visit): Promise<Upload> {
    const session = await this.#open(handle, visit);
    const parts = await this.#keptParts(session);
    return toWire(
      session,
      parts.flatMap((part, index) => (part ? [index + 1] : [])),
      visit,
    );
  }

  /** Takes a part from the request's body; one that is sent again takes the place of the first. */
  async addPart(handle: string, number: number, request: Request, visit: Visit): Promise<void> {
    const session = await this.#open(handle, visit);
    const { bytes, partBytes } = session;
    if (!Number.isInteger(number) || number < 1 || number > partCount(session)) throw new AssistantError('not_found');
    const kept = await this.#rooms.lend(Math.min(partBytes, bytes - (number - 1) * partBytes), async (part) => {
      await readPart(request, part);
      if (number === 1) await this.#recognise(handle, session, part, visit);
      return this.#keepPart(session, number, part, visit);
    });
    await this.#adapter.store.bind(keyOf(session, number), JSON.stringify(kept), timeLeft(session));
  }

  /** @throws {AssistantError} `upload_incomplete` where parts are missing, `upload_busy` while another call does the same */
  async complete(handle: string, visit: Visit): Promise<FileRecord> {
    const { store, engine } = this.#adapter;
    const session = await this.#open(handle, visit);
    const lock = keyOf(session, 'completing');
    const token = crypto.randomUUID();
    if ((await store.claim(lock, token, completingMs)) !== token) throw new AssistantError('upload_busy');
    try {
      const fileId = (await store.get(keyOf(session, 'file'))) ?? (await this.#join(session, visit));
      const { threadId, filename, bytes } = session;
      const mediaType = (await store.get(keyOf(session, 'type'))) ?? session.mediaType;
      const thread = threadId === undefined ? undefined : await engine.readThread(threadId, visit.request);
      const record = await this.#parts.place(fileId, { filename, bytes, mediaType }, thread, visit.request);
      await this.#joinCopy(session, record.place.id, mediaType);
      return record;
    } finally {
      await store.release(lock, token);
    }
  }

  /** Ends the upload. A file that was made of it stays. */
  async cancel(handle: string, visit: Visit): Promise<void> {
    const { store, files } = this.#adapter;
    const session = await this.#open(handle, visit);
    await store.release(keyOf(session));
    if (session.copy !== undefined) await files.parts?.drop(session.copy);
    if ((await store.get(keyOf(session, 'file'))) !== undefined) return;
    // What the service keeps of it goes by itself in time.
    await this.#parts.cancel(session.uploadId, visit.request).catch(visit.report);
  }

  get #parts(): FileParts {
    const { parts } = this.#adapter.engine;
    if (!parts) throw new AssistantError('not_supported');
    return parts;
  }

  async #open(handle: string, visit: Visit): Promise<Session> {
    const uploadId = visit.names.openUpload(handle);
    if (uploadId === undefined) throw new AssistantError('not_found');
    const session = await this.#adapter.store.get(keyOf({ uploadId }));
    if (session === undefined) throw new AssistantError('upload_gone');
    return JSON.parse(session) as Session;
  }

  /** The first part tells what the file really is. */
  async #recognise(handle: string, session: Session, part: Uint8Array, visit: Visit): Promise<void> {
    const { store, limits } = this.#adapter;
    const { filename: name, bytes: size, mediaType } = session;
    const type = sniffedMediaType(part.subarray(0, sniffedBytes), mediaType, name);
    try {
      checkFile({ name, size, type }, limits);
    } catch (error) {
      await this.cancel(handle, visit);
      throw error;
    }
    await store.bind(keyOf(session, 'type'), type, timeLeft(session));
  }

  async #join(session: Session, visit: Visit): Promise<string> {
    const parts = await this.#keptParts(session);
    const ids = parts.flatMap((part) => part?.id ?? []);
    if (ids.length < parts.length) throw new AssistantError('upload_incomplete');
    const fileId = await this.#parts.complete(session.uploadId, ids, visit.request);
    await this.#adapter.store.bind(keyOf(session, 'file'), fileId, timeLeft(session));
    return fileId;
  }

  async #keepPart({ uploadId, copy }: Session, number: number, part: Uint8Array, visit: Visit): Promise<KeptPart> {
    const [id, copied] = await Promise.all([
      this.#parts.add(uploadId, part, visit.request),
      copy === undefined ? undefined : this.#adapter.files.parts?.put(copy, number, part),
    ]);
    return { id, ...(copied === undefined ? {} : { copied }) };
  }

  async #joinCopy(session: Session, id: string, type: string): Promise<void> {
    const { parts } = this.#adapter.files;
    if (!parts || session.copy === undefined) return;
    const copied = (await this.#keptParts(session)).flatMap((part) => part?.copied ?? []);
    if (copied.length === partCount(session))
      await parts.join(session.copy, copied, id, { name: session.filename, type });
    else await parts.drop(session.copy);
  }

  #keptParts(session: Session): Promise<(KeptPart | undefined)[]> {
    const numbers = Array.from({ length: partCount(session) }, (_, index) => index + 1);
    return Promise.all(
      numbers.map(async (number) => {
        const kept = await this.#adapter.store.get(keyOf(session, number));
        return kept === undefined ? undefined : (JSON.parse(kept) as KeptPart);
      }),
    );
  }
}

function keyOf({ uploadId }: Pick<Session, 'uploadId'>, detail?: number | 'type' | 'file' | 'completing'): string {
  return detail === undefined ? `upload:${uploadId}` : `upload:${uploadId}:${detail}`;
}

function partCount({ bytes, partBytes }: Session): number {
  return Math.ceil(bytes / partBytes);
}

function timeLeft({ expiresAt }: Session): number {
  return Math.max(expiresAt - Date.now(), 1);
}

function toWire({ uploadId, bytes, partBytes, expiresAt }: Session, parts: number[], { names }: Visit): Upload {
  return { id: names.upload(uploadId), bytes, partBytes, parts, expiresAt };
}
