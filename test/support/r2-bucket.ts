import type { R2BucketBinding } from '../../server/stores/r2-file-store.ts';

const smallestPart = 5 * 1024 * 1024;

type Upload = { key: string; parts: Map<number, { etag: string; bytes: Uint8Array<ArrayBuffer> }> };

/** An R2 bucket's binding in memory, as strict about parts as R2: at least 5 MiB, and all of one size but the last. */
export class MemoryR2Bucket implements R2BucketBinding {
  readonly objects = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly uploads = new Map<string, Upload>();

  async get(key: string, { range }: { range?: { offset: number; length: number } } = {}) {
    const bytes = this.objects.get(key);
    if (!bytes) return null;
    if (range && (range.offset >= bytes.length || range.length < 1))
      throw new Error('get: The range is invalid. (10039)');
    const part = range ? bytes.subarray(range.offset, range.offset + range.length) : bytes;
    return { body: new Blob([part]).stream() };
  }

  async head(key: string) {
    return this.objects.has(key) ? {} : null;
  }

  async put(key: string, value: Uint8Array) {
    this.objects.set(key, Uint8Array.from(value));
  }

  async delete(keys: string[]) {
    for (const key of keys) this.objects.delete(key);
  }

  async createMultipartUpload(key: string) {
    const uploadId = crypto.randomUUID();
    this.uploads.set(uploadId, { key, parts: new Map() });
    return { uploadId };
  }

  resumeMultipartUpload(key: string, uploadId: string) {
    const upload = (action: string): Upload => {
      const found = this.uploads.get(uploadId);
      if (found?.key === key) return found;
      throw new Error(`${action}: The specified multipart upload does not exist. (10024)`);
    };
    return {
      uploadPart: async (partNumber: number, value: Uint8Array) => {
        const etag = crypto.randomUUID();
        upload('uploadPart').parts.set(partNumber, { etag, bytes: Uint8Array.from(value) });
        return { partNumber, etag };
      },
      complete: async (chosen: { partNumber: number; etag: string }[]) => {
        const { parts } = upload('completeMultipartUpload');
        const pieces = chosen.map(({ partNumber, etag }) => {
          const part = parts.get(partNumber);
          if (part?.etag !== etag) throw new Error('completeMultipartUpload: A part is invalid. (10025)');
          return part.bytes;
        });
        const [first, ...others] = pieces.slice(0, -1).map(({ length }) => length);
        if ((first ?? smallestPart) < smallestPart || others.some((length) => length !== first)) {
          throw new Error('completeMultipartUpload: Parts must be large enough and of one size. (10011, 10048)');
        }
        this.objects.set(key, new Uint8Array(await new Blob(pieces).arrayBuffer()));
        this.uploads.delete(uploadId);
      },
      abort: async () => {
        upload('abortMultipartUpload');
        this.uploads.delete(uploadId);
      },
    };
  }
}
