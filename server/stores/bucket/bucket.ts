/** What copies of files need of an object storage. Calls reject where it does not do what it is asked. */
export interface Bucket {
  /** The object's bytes from `start` to before `end`, or all of them; undefined where there is no such object. */
  get(
    key: string,
    range?: { start: number; end: number },
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined>;
  has(key: string): Promise<boolean>;
  put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Takes the objects away; those that are not there are no error. */
  delete(keys: readonly string[]): Promise<void>;

  /** Begins an object that comes in parts. */
  beginParts(key: string): Promise<PartedObject>;
  /** Keeps part `number`, counted from 1, and returns its tag. */
  putPart(object: PartedObject, number: number, bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Makes the object of the parts with these tags. False where it has been made or given up. */
  completeParts(object: PartedObject, tags: readonly string[]): Promise<boolean>;
  /** Gives the object up; one that is not there is no error. */
  dropParts(object: PartedObject): Promise<void>;
}

export interface PartedObject {
  key: string;
  /** What it is called until it is whole. */
  uploadId: string;
}

/** The smallest part that object storages take, the last one excepted, in bytes; R2 wants all of one size besides. */
export const smallestPart = 5 * 1024 * 1024;
