/** How many bytes become text at a time: as many as a call takes arguments, and a number that base64 has no rest of. */
const pieceBytes = 3 * 8192;

/** The bytes as a `data:` URL. */
export function dataUrl(bytes: Uint8Array, mediaType: string): string {
  let base64 = '';
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    base64 += btoa(String.fromCharCode(...bytes.subarray(at, at + pieceBytes)));
  }
  return `data:${mediaType};base64,${base64}`;
}
