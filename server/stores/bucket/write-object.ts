import { smallestPart, type Bucket, type PartedObject } from './bucket.ts';

/**
 * Writes a stream of any length as an object, in parts where it is longer than one: a part and what comes after it is in memory
 * at a time. Returns its size in bytes.
 */
export async function writeObject(
  bucket: Bucket,
  key: string,
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<number> {
  let size = 0;
  let object: PartedObject | undefined;
  const tags: string[] = [];
  try {
    for await (const { bytes, isLast } of inParts(stream, smallestPart)) {
      size += bytes.length;
      if (isLast && !object) {
        await bucket.put(key, bytes);
        return size;
      }
      object ??= await bucket.beginParts(key);
      if (bytes.length > 0) tags.push(await bucket.putPart(object, tags.length + 1, bytes));
    }
    if (object && !(await bucket.completeParts(object, tags))) throw new Error('The bucket has lost an upload.');
    return size;
  } catch (error) {
    if (object) await bucket.dropParts(object).catch(() => undefined);
    throw error;
  }
}

/** Pieces of exactly that length, but for the last one, which may be empty. */
async function* inParts(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  length: number,
): AsyncGenerator<{ bytes: Uint8Array<ArrayBuffer>; isLast: boolean }, void, void> {
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let waiting = 0;
  for await (const piece of stream) {
    let rest = piece;
    while (waiting + rest.length >= length) {
      pieces.push(rest.subarray(0, length - waiting));
      rest = rest.subarray(length - waiting);
      const bytes = joined(pieces, length);
      pieces = [];
      waiting = 0;
      yield { bytes, isLast: false };
    }
    if (rest.length > 0) pieces.push(rest);
    waiting += rest.length;
  }
  yield { bytes: joined(pieces, waiting), isLast: true };
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
