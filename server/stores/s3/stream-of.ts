const pieceBytes = 256 * 1024;

/** What of a request sends these bytes from where they lie, piece by piece, and says beforehand how many they are. */
export function streamOf(
  bytes: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): RequestInit & { duplex: 'half' } {
  let sent = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        if (sent >= bytes.length) return controller.close();
        controller.enqueue(bytes.subarray(sent, (sent += pieceBytes)));
      },
    },
    { highWaterMark: 0 },
  );
  return { body, headers: { ...headers, 'content-length': String(bytes.length) }, duplex: 'half' };
}
