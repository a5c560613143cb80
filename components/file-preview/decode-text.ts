/**
 * Bytes as text by their byte order mark, else UTF-8, else Windows-1252, with one kind of line end, in which the offsets of
 * passages count; undefined where they are no text.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  return decode(bytes)?.replace(/\r\n?/g, '\n');
}

function decode(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // No text holds a NUL, nearly every other file does.
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
