/** As much of a file as is known; every `FileRef` is one. */
export interface AttachedFile {
  readonly filename: string;
  readonly mediaType?: string;
  readonly bytes?: number | null;
  readonly url?: string;
  readonly status?: 'uploading' | 'processing' | 'ready' | 'failed';
  /** Its text can be searched. */
  readonly indexed?: boolean;
  /** Why it failed, or what is wrong with it, in words for a person. */
  readonly error?: string;
  /** Its bytes are nowhere any more. */
  readonly gone?: boolean;
  /** When the bytes go away, in milliseconds since the epoch. */
  readonly expiresAt?: number;
}
