import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { CopyParts, FileStore } from '../../store.ts';
import { BucketFile, type Description } from './bucket-file.ts';
import { smallestPart, type Bucket, type PartedObject } from './bucket.ts';
import { writeObject } from './write-object.ts';

/**
 * Copies of files in a bucket, two objects for each: its bytes, and what it is called. Only a part of a file is in memory, as it
 * comes and as it goes.
 * @param prefix what all keys begin with
 */
export function bucketFileStore(bucket: Bucket, prefix: string): FileStore {
  const encoder = new TextEncoder();
  // Ids come from a service and may hold anything.
  const keyOf = (id: string) => `${prefix}${bytesToHex(sha256(encoder.encode(id)))}`;
  const descriptionKey = (id: string) => `${keyOf(id)}.json`;

  const describe = async (id: string): Promise<Description | undefined> => {
    const stream = await bucket.get(descriptionKey(id));
    return stream && ((await new Response(stream).json()) as Description);
  };
  // The description last: where it stands, the bytes do too.
  const replace = async (description: Description): Promise<void> => {
    const before = await describe(description.id);
    await bucket.put(descriptionKey(description.id), encoder.encode(JSON.stringify(description)));
    if (before && before.key !== description.key) await bucket.delete([before.key]);
  };

  return {
    async put(id, file) {
      const { name, type } = file;
      const key = keyOf(id);
      const size = await writeObject(bucket, key, file.stream());
      await replace({ id, name, type, size, keptAt: Date.now(), key });
    },
    async get(id) {
      const description = await describe(id);
      return description && new BucketFile(bucket, description);
    },
    async delete(id) {
      const description = await describe(id);
      if (description) await bucket.delete([descriptionKey(id), description.key]);
    },
    parts: bucketCopyParts(bucket, `${prefix}parts/`, async (id, key, file) => {
      // A join that is asked for again comes upon what the first has left.
      if ((await describe(id))?.key !== key) await replace({ id, ...file, keptAt: Date.now(), key });
    }),
  };
}

function bucketCopyParts(
  bucket: Bucket,
  prefix: string,
  keep: (id: string, key: string, file: { name: string; type: string; size: number }) => Promise<void>,
): CopyParts {
  return {
    minBytes: smallestPart,
    async begin(bytes) {
      const state: CopyState = { ...(await bucket.beginParts(`${prefix}${crypto.randomUUID()}`)), size: bytes };
      return JSON.stringify(state);
    },
    put: (copy, number, part) => bucket.putPart(read(copy), number, part as Uint8Array<ArrayBuffer>),
    async join(copy, tags, id, file) {
      const { size, ...object } = read(copy);
      if ((await bucket.completeParts(object, tags)) || (await bucket.has(object.key))) {
        await keep(id, object.key, { ...file, size });
      }
    },
    drop: (copy) => bucket.dropParts(read(copy)),
  };
}

/** What is known of a copy while it comes. */
interface CopyState extends PartedObject {
  size: number;
}

function read(copy: string): CopyState {
  return JSON.parse(copy) as CopyState;
}
