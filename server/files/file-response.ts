import { safeFilename } from './safe-filename.ts';

/** Shown in a page or a tab of its own; everything else is only ever saved. The bytes must agree with the type. */
const inlineTypes: Readonly<Record<string, (bytes: Uint8Array) => boolean>> = {
  'image/png': (bytes) => ascii(bytes, 1, 4) === 'PNG',
  'image/jpeg': (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8,
  'image/gif': (bytes) => ascii(bytes, 0, 4) === 'GIF8',
  'image/webp': (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP',
  'image/avif': (bytes) => ascii(bytes, 4, 8) === 'ftyp',
  'text/plain': () => true,
};

/**
 * A file as an answer that can do no harm on the adapter's origin: its type is not guessed, nothing in it runs, and what a
 * browser might run is saved, not shown.
 */
export async function fileResponse(file: File, range: string | undefined): Promise<Response> {
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const isInline = inlineTypes[file.type]?.(head) ?? false;
  const headers = new Headers({
    'content-type':
      isInline || !Object.hasOwn(inlineTypes, file.type) ? typeHeader(file.type) : 'application/octet-stream',
    'content-disposition': contentDisposition(isInline ? 'inline' : 'attachment', file.name),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-site',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, max-age=3600',
    'accept-ranges': 'bytes',
  });
  const part = partOf(range, file.size);
  if (part === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = part ?? { start: 0, end: file.size };
  headers.set('content-length', String(end - start));
  if (part) headers.set('content-range', `bytes ${start}-${end - 1}/${file.size}`);
  return new Response(file.slice(start, end).stream(), { status: part ? 206 : 200, headers });
}

/**
 * The name in plain ASCII for old readers, and as it is for all others.
 * @see https://www.rfc-editor.org/rfc/rfc6266#section-4.3
 */
export function contentDisposition(type: 'inline' | 'attachment', name: string): string {
  const safe = safeFilename(name);
  const plain = safe.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(safe).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `${type}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Text of any kind without the kinds of text that browsers run. */
function typeHeader(type: string): string {
  if (type === 'text/plain') return 'text/plain; charset=utf-8';
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream';
}

/** A single range; a list of them, or one that cannot be read, is answered with the whole file. */
function partOf(range: string | undefined, size: number): { start: number; end: number } | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  return start >= size || end <= start ? 'unsatisfiable' : { start, end };
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.slice(start, end));
}
