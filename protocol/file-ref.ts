export type FileStatus = 'processing' | 'ready' | 'failed';

/** A file the adapter knows: uploaded by a person or written by the assistant. */
export interface FileRef {
  /** An opaque handle, worthless to anybody but its owner. */
  id: string;
  filename: string;
  mediaType: string;
  /** Size in bytes, or null where the service does not tell. */
  bytes: number | null;
  /** Absolute URL of the bytes. */
  url: string;
  status: FileStatus;
  /** Its text can be searched. */
  indexed?: boolean;
  /** Why it failed, or why it cannot be searched, in words for a person. */
  error?: string;
  /** It failed because its bytes are nowhere any more; an assistant that wrote it can write it again. */
  gone?: boolean;
  /** When the bytes go away, in milliseconds since the epoch. */
  expiresAt?: number;
}

/** A file the assistant wrote, and which step wrote it. */
export interface OutputFile extends FileRef {
  origin: { toolCallId?: string; [key: string]: unknown };
}
