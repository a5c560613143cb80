import type { FileStore } from '../store.ts';
import { bucketFileStore } from './bucket/bucket-file-store.ts';
import type { Bucket } from './bucket/bucket.ts';

/**
 * What is used of an R2 bucket as a Worker is given it.
 * @see https://developers.cloudflare.com/r2/api/workers/workers-api-reference/
 */
export interface R2BucketBinding {
  get(key: string, options?: { range?: { offset: number; length: number } }): Promise<{ body: ReadableStream } | null>;
  head(key: string): Promise<object | null>;
  put(key: string, value: Uint8Array): Promise<unknown>;
  delete(keys: string[]): Promise<void>;
  createMultipartUpload(key: string): Promise<{ uploadId: string }>;
  resumeMultipartUpload(key: string, uploadId: string): R2Upload;
}

interface R2Upload {
  uploadPart(number: number, value: Uint8Array): Promise<{ partNumber: number; etag: string }>;
  complete(parts: { partNumber: number; etag: string }[]): Promise<unknown>;
  abort(): Promise<void>;
}

export interface R2FileStoreOptions {
  /** What the keys of all objects begin with; `assistant/` by default. */
  prefix?: string;
}

/** Copies of files in an R2 bucket, by its binding: `r2FileStore(env.FILES)`. Uploads that nobody ends R2 forgets after a week. */
export function r2FileStore(bucket: R2BucketBinding, { prefix = 'assistant/' }: R2FileStoreOptions = {}): FileStore {
  return bucketFileStore(r2Bucket(bucket), prefix);
}

function r2Bucket(bucket: R2BucketBinding): Bucket {
  return {
    async get(key, range) {
      const part = range && { range: { offset: range.start, length: range.end - range.start } };
      const object = await bucket.get(key, part);
      return object?.body;
    },
    has: async (key) => (await bucket.head(key)) !== null,
    async put(key, bytes) {
      await bucket.put(key, bytes);
    },
    delete: (keys) => bucket.delete([...keys]),
    beginParts: async (key) => ({ key, uploadId: (await bucket.createMultipartUpload(key)).uploadId }),
    async putPart({ key, uploadId }, number, bytes) {
      return (await bucket.resumeMultipartUpload(key, uploadId).uploadPart(number, bytes)).etag;
    },
    async completeParts({ key, uploadId }, tags) {
      const parts = tags.map((etag, index) => ({ partNumber: index + 1, etag }));
      try {
        await bucket.resumeMultipartUpload(key, uploadId).complete(parts);
        return true;
      } catch (error) {
        if (isOver(error)) return false;
        throw error;
      }
    },
    async dropParts({ key, uploadId }) {
      await bucket
        .resumeMultipartUpload(key, uploadId)
        .abort()
        .catch((error: unknown) => {
          if (!isOver(error)) throw error;
        });
    },
  };
}

/**
 * R2 tells its errors apart by a number in their message: 10024, there is no such upload.
 * @see https://developers.cloudflare.com/r2/api/error-codes/
 */
function isOver(error: unknown): boolean {
  return error instanceof Error && /\(10024\)/.test(error.message);
}
