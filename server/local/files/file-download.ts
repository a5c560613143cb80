/** Bytes as an attachment: whatever a file holds, a browser that opens it runs nothing of it. */
export function fileDownload(filename: string, bytes: Uint8Array): Response {
  const plain = filename.replace(/[^\x20-\x7E]|["\\]/g, '_');
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.byteLength),
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeName(filename)}`,
      'x-content-type-options': 'nosniff',
    },
  });
}

/** RFC 8187; `encodeURIComponent` leaves four characters that it forbids, and fails on half a surrogate pair. */
function encodeName(filename: string): string {
  return encodeURIComponent(filename.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
