import { ApiError, invalid } from '../api-error.ts';
import { missing } from '../fields.ts';

const lineEnd = '\r\n';

/**
 * The field `data` of a form, in memory once: the platform's own reading copies it several times over, into memory that it gives
 * back late.
 * @throws {ApiError} 400 where there is none, or where it is larger than `maxBytes`
 * @see https://www.rfc-editor.org/rfc/rfc7578
 */
export async function readPart(request: Request, maxBytes: number): Promise<Uint8Array> {
  const boundary = /boundary="?([^";]+)"?/.exec(request.headers.get('content-type') ?? '')?.[1];
  const body = Buffer.from((await request.arrayBuffer()) as ArrayBuffer);
  const delimiter = `--${boundary}`;
  if (boundary === undefined || body.indexOf(delimiter) !== 0) {
    throw new ApiError(400, 'We could not parse the multipart body of your request.');
  }
  for (let start = delimiter.length; body.toString('latin1', start, start + 2) === lineEnd;) {
    const headersEnd = body.indexOf(lineEnd + lineEnd, start);
    const end = body.indexOf(lineEnd + delimiter, headersEnd);
    if (headersEnd < 0 || end < 0) break;
    const content = body.subarray(headersEnd + 2 * lineEnd.length, end);
    if (/^content-disposition:[^\r]*;\s*name="?data"?[\s;\r]/im.test(`${body.toString('utf8', start, headersEnd)}\r`)) {
      if (content.byteLength > maxBytes) throw invalid(`A part may have at most ${maxBytes} bytes.`, 'data');
      return content;
    }
    start = end + lineEnd.length + delimiter.length;
  }
  throw missing('data');
}
