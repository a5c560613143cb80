import type { StoredBytes, StoredFile } from '../../store.ts';
import type { Bucket } from './bucket.ts';

/** What is written beside the bytes of a file. */
export interface Description {
  id: string;
  name: string;
  type: string;
  size: number;
  /** Milliseconds since the epoch. */
  keptAt: number;
  /** Under which key the bytes are. */
  key: string;
}

/** A file in a bucket, of which only those bytes are fetched that are asked for, as fast as they are read. */
export class BucketFile implements StoredFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly lastModified: number;
  readonly #bucket: Bucket;
  readonly #key: string;

  constructor(bucket: Bucket, { name, type, size, keptAt, key }: Description) {
    this.#bucket = bucket;
    this.#key = key;
    this.name = name;
    this.type = type;
    this.size = size;
    this.lastModified = keptAt;
  }

  slice(start: number, end: number): StoredBytes {
    const range = { start: Math.min(start, this.size), end: Math.min(end, this.size) };
    return bytesOf(() => this.#read(range));
  }

  stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return this.slice(0, this.size).stream();
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.slice(0, this.size).arrayBuffer();
  }

  text(): Promise<string> {
    return this.slice(0, this.size).text();
  }

  #read(range: { start: number; end: number }): ReadableStream<Uint8Array<ArrayBuffer>> {
    let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
    return new ReadableStream(
      {
        pull: async (controller) => {
          // A range without bytes cannot be asked for.
          if (range.start >= range.end) {
            controller.close();
            return;
          }
          reader ??= (await this.#bucket.get(this.#key, range))?.getReader();
          if (!reader) throw new Error('The bytes of a file are no longer in its bucket.');
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: (reason) => reader?.cancel(reason),
      },
      { highWaterMark: 0 },
    );
  }
}

function bytesOf(stream: () => ReadableStream<Uint8Array<ArrayBuffer>>): StoredBytes {
  return {
    stream,
    arrayBuffer: () => new Response(stream()).arrayBuffer(),
    text: () => new Response(stream()).text(),
  };
}
