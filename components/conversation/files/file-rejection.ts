/**
 * Why a file was not taken:
 * - `too-large`, `wrong-type`, `too-many`: against the limits;
 * - `empty`: it has no bytes;
 * - `duplicate`: the same bytes are there already, see `equals`;
 * - `unreadable`: a folder, or a file that has gone;
 * - `refused`: the page canceled `file-accept`;
 * - `unsupported`: the assistant takes no files.
 */
export type RejectionReason =
  | 'too-large'
  | 'wrong-type'
  | 'too-many'
  | 'empty'
  | 'duplicate'
  | 'unreadable'
  | 'refused'
  | 'unsupported';

export interface FileRejection {
  readonly file: File;
  readonly reason: RejectionReason;
  /** The limit that was crossed: bytes for `too-large`, files for `too-many`, an `accept` list for `wrong-type`. */
  readonly limit?: number | string;
  /** The file that is there already, for `duplicate`. */
  readonly equals?: File;
}
