import { sha256 } from '@noble/hashes/sha2.js';
import { encodeBase64Url } from '../access/base64url.ts';
import type { FileContent, StoredFile } from '../store.ts';
import { byteRange } from './byte-range.ts';
import { contentDisposition } from './content-disposition.ts';
import { peek } from './peek.ts';
import { servedType } from './served-type.ts';

/**
 * A file as an answer that can do no harm on the adapter's origin: its type is not guessed, nothing in it runs, and what a
 * browser might run is saved, not shown. A file that is kept is given in parts, and not again to who has it; one that comes from
 * the service passes through as it comes.
 * @param id under which its bytes stay the same
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2 for the order in which conditions are looked at
 */
export async function fileResponse(
  file: StoredFile | FileContent,
  id: string,
  { method, headers: asked }: Pick<Request, 'method' | 'headers'>,
): Promise<Response> {
  const isKept = 'slice' in file;
  const { head, stream } = isKept ? { head: await headOf(file), stream: undefined } : await peek(file.stream(), 16);
  const { type, isInline } = servedType(file.type, head);
  const headers = new Headers({
    'content-type': type,
    'content-disposition': contentDisposition(isInline ? 'inline' : 'attachment', file.name),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-site',
    'referrer-policy': 'no-referrer',
    // A browser may keep it, but asks each time: whose it is may have changed, and its link may be over.
    'cache-control': 'private, no-cache',
  });
  const answer = (status: number, body: ReadableStream<Uint8Array> | null = null) =>
    new Response(body, { status, headers });

  if (!isKept) {
    if (file.size !== undefined) headers.set('content-length', String(file.size));
    if (method !== 'HEAD') return answer(200, stream);
    await stream?.cancel();
    return answer(200);
  }

  const tag = entityTag(file, id);
  headers.set('etag', tag);
  headers.set('accept-ranges', 'bytes');
  if (isKnown(tag, asked.get('if-none-match'))) return answer(304);
  const isSame = (asked.get('if-range') ?? tag) === tag;
  const part = method === 'GET' && isSame ? byteRange(asked.get('range'), file.size) : undefined;
  if (part === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.size}`);
    return answer(416);
  }
  const { start, end } = part ?? { start: 0, end: file.size };
  headers.set('content-length', String(end - start));
  if (part) headers.set('content-range', `bytes ${start}-${end - 1}/${file.size}`);
  return answer(part ? 206 : 200, method === 'HEAD' ? null : file.slice(start, end).stream());
}

async function headOf(file: StoredFile): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, 16).arrayBuffer());
}

/** Says nothing of the file to others: neither its id, nor when it was kept. */
function entityTag({ size, lastModified }: StoredFile, id: string): string {
  const digest = sha256(new TextEncoder().encode(`${size} ${lastModified} ${id}`));
  return `"${encodeBase64Url(digest.subarray(0, 16))}"`;
}

/** Whether the reader has these bytes already; what a proxy has marked as weak is meant too. */
function isKnown(tag: string, header: string | null): boolean {
  if (header === null) return false;
  const known = header.split(',').map((each) => each.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(tag);
}
