/** The file holds no text this service can read. `message` is a sentence for the person who brought it. */
export class UnreadableFileError extends Error {
  override name = 'UnreadableFileError';
}
