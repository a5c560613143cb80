/** As much of a file is in memory while it is read, in bytes. */
const pieceBytes = 4 * 1024 * 1024;

const digests = new WeakMap<File, Promise<string>>();

/**
 * What tells the content of a file from that of all others: the SHA-256 of the SHA-256 of its pieces. The browser computes them
 * beside the page's thread; that of the whole it would only take from all bytes at once.
 * @throws where the file cannot be read.
 */
export function fileDigest(file: File): Promise<string> {
  const digest = digests.get(file) ?? computeDigest(file);
  digests.set(file, digest);
  // What could not be read may be there again.
  digest.catch(() => digests.delete(file));
  return digest;
}

async function computeDigest(file: File): Promise<string> {
  // Browsers hash for pages of https and of this machine; in others only what looks the same is taken for it.
  if (!globalThis.crypto?.subtle) return `${file.name}/${file.lastModified}`;
  const pieces: ArrayBuffer[] = [];
  for (let at = 0; at < file.size; at += pieceBytes) {
    pieces.push(await crypto.subtle.digest('SHA-256', await file.slice(at, at + pieceBytes).arrayBuffer()));
  }
  const whole = await crypto.subtle.digest('SHA-256', await new Blob(pieces).arrayBuffer());
  return Array.from(new Uint8Array(whole), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
