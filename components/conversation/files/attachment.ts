import type { FileRef, WireError } from '../../../protocol/index.ts';

/**
 * - `uploading`: bytes are on their way, or wait for their turn;
 * - `processing`: the assistant has them and prepares them;
 * - `ready`: the file can be sent;
 * - `failed`: see `error`; it can be retried or removed.
 */
export type AttachmentStatus = 'uploading' | 'processing' | 'ready' | 'failed';

/** A file of the draft. Immutable: every change makes a new object with the same `id`. */
export interface Attachment {
  readonly id: string;
  readonly file: File;
  readonly status: AttachmentStatus;
  /** Bytes that have left the machine, from 0 to `file.size`. */
  readonly sentBytes: number;
  /** How the assistant knows the file, once it does. */
  readonly ref?: FileRef;
  readonly error?: WireError;
}
