/** A file that a tool is lent. */
export interface LentFile {
  id: string;
  name: string;
  bytes(): Promise<Uint8Array>;
}
