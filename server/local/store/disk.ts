/** Where bytes are kept, by path. The folder and the memory are two of it. */
export interface Disk {
  read(path: string): Promise<Uint8Array | undefined>;
  /** Whole or not at all: a reader sees the old bytes or the new, never a part. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** The bytes of a file piece by piece, each good until the next is asked for; none where there is no file. */
  pieces(path: string): AsyncIterable<Uint8Array>;
  /** Writes one file of several, like `write`, with no more than a piece in memory. */
  join(path: string, pieces: readonly string[]): Promise<void>;
  /** Removes a file or a folder with all in it; none there is fine. */
  remove(path: string): Promise<void>;
  /** The names in a folder, none where there is no folder. */
  names(folder: string): Promise<string[]>;
  /** Lets the place go; nothing is read or written afterwards. */
  close(): Promise<void>;
}
