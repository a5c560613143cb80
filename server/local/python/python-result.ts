/** What one piece of Python did. */
export interface PythonResult {
  /** stdout and stderr in the order they were written, with the traceback where the code failed. */
  logs: string;
  /** Set where the code did not come to its end: `Timeout`, `MemoryError`, `Unavailable`, or the exception's own name. */
  error?: { name: string; message: string };
  /** The files of `/mnt/data` that are new, have other bytes or were written again, in the order they were written. */
  files: PythonFile[];
  /** Images the code displayed rather than saved. */
  shown: ShownImage[];
}

export interface PythonFile {
  /** The base name; the file is at `/mnt/data/<name>`. */
  name: string;
  bytes: Uint8Array;
}

export interface ShownImage {
  /** `image/svg+xml` or `image/png`. */
  mediaType: string;
  bytes: Uint8Array;
}
