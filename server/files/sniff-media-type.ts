import { isTextType, mediaTypeOf, unknownType } from './media-type.ts';

/** As much of a file's beginning as is looked at, in bytes. */
export const sniffedBytes = 4096;

interface Signature {
  /** What it is, where no claim says it better. */
  type: string;
  /** Claims that agree with it: one wrapping serves several formats. */
  agrees: RegExp;
  /** Bytes in hexadecimal, `??` for any. */
  bytes: string;
  at?: number;
}

const office = /officedocument|opendocument|epub|macroenabled|java-archive|vnd\.android|vnd\.apple|zip|\+zip$/;

/** @see https://mimesniff.spec.whatwg.org/#matching-a-mime-type-pattern and the formats' own specifications */
const signatures: readonly Signature[] = [
  { type: 'image/png', agrees: /^image\/(?:a?png)$/, bytes: '89504e470d0a1a0a' },
  { type: 'image/jpeg', agrees: /^image\/p?jpe?g$/, bytes: 'ffd8ff' },
  { type: 'image/gif', agrees: /^image\/gif$/, bytes: '474946383?61' },
  { type: 'image/webp', agrees: /^image\/webp$/, bytes: '52494646????????57454250' },
  { type: 'image/avif', agrees: /^image\/avif$/, bytes: '6674797061766966', at: 4 },
  { type: 'image/avif', agrees: /^image\/avif$/, bytes: '6674797061766973', at: 4 },
  { type: 'image/heic', agrees: /^image\/hei[cf]/, bytes: '66747970686569', at: 4 },
  { type: 'image/heic', agrees: /^image\/(?:hei[cf]|avif)/, bytes: '667479706d6966', at: 4 },
  { type: 'image/tiff', agrees: /^image\//, bytes: '49492a00' },
  { type: 'image/tiff', agrees: /^image\//, bytes: '4d4d002a' },
  { type: 'application/pdf', agrees: /pdf|illustrator|postscript/, bytes: '255044462d' },
  { type: 'application/zip', agrees: office, bytes: '504b0304' },
  { type: 'application/zip', agrees: office, bytes: '504b0506' },
  { type: 'application/x-ole-storage', agrees: /msword|ms-|vnd\.visio|ole-storage/, bytes: 'd0cf11e0a1b11ae1' },
  { type: 'application/gzip', agrees: /gzip|tar|tgz/, bytes: '1f8b' },
  { type: 'application/x-7z-compressed', agrees: /7z/, bytes: '377abcaf271c' },
  { type: 'application/vnd.rar', agrees: /rar/, bytes: '526172211a07' },
  { type: 'application/x-executable', agrees: /elf|executable|sharedlib/, bytes: '7f454c46' },
  { type: 'application/vnd.microsoft.portable-executable', agrees: /msdownload|dos|executable/, bytes: '4d5a??00' },
  { type: 'application/wasm', agrees: /wasm/, bytes: '0061736d' },
  { type: 'audio/mpeg', agrees: /^audio\//, bytes: '494433' },
  { type: 'audio/wav', agrees: /^audio\//, bytes: '52494646????????57415645' },
  { type: 'audio/ogg', agrees: /ogg|opus/, bytes: '4f676753' },
  { type: 'audio/flac', agrees: /flac/, bytes: '664c6143' },
  { type: 'video/webm', agrees: /webm|matroska/, bytes: '1a45dfa3' },
  { type: 'video/mp4', agrees: /^(?:video|audio)\//, bytes: '66747970', at: 4 },
];

/** Formats that always begin with one of the signatures. */
const alwaysSigned = /^image\/(?:png|jpe?g|gif|webp|avif|hei[cf]|tiff)$|^application\/(?:pdf|zip|gzip|wasm)$|document/;

/**
 * What a file is by its first bytes. A claim stands where the bytes agree with it; where they do not, the bytes are right, because
 * a name is only what somebody typed.
 * @param head the first `sniffedBytes` of the file, or all of a shorter one
 */
export function sniffedMediaType(head: Uint8Array, claimed: string, filename: string): string {
  const candidates = [claimed, mediaTypeOf(filename)];
  const signature = signatures.find((each) => matches(head, each));
  if (signature) return candidates.find((type) => signature.agrees.test(type)) ?? signature.type;
  const isText = holdsText(head);
  if (!isText) return candidates.find((type) => !isTextType(type) && !alwaysSigned.test(type)) ?? unknownType;
  const stands = candidates.find((type) => isTextType(type) && (type !== 'image/svg+xml' || markupOf(head) === type));
  return stands ?? (isKnownBinary(claimed) || claimed === unknownType ? markupOf(head) : claimed);
}

function matches(head: Uint8Array, { bytes, at = 0 }: Signature): boolean {
  const digits = Array.from(head.subarray(at, at + bytes.length / 2), (byte) => byte.toString(16).padStart(2, '0'));
  const found = digits.join('');
  return found.length === bytes.length && [...bytes].every((digit, index) => digit === '?' || digit === found[index]);
}

/** Text in whatever encoding: none has the control characters that other bytes are full of, UTF-16 says so by its mark. */
function holdsText(head: Uint8Array): boolean {
  const hasMark = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return hasMark || !head.some((byte) => byte < 0x20 && !(byte >= 0x07 && byte <= 0x0d) && byte !== 0x1b);
}

function isKnownBinary(type: string): boolean {
  return /^(?:image|audio|video|font)\//.test(type) || alwaysSigned.test(type) || /msword|ms-/.test(type);
}

function markupOf(head: Uint8Array): string {
  const start = new TextDecoder().decode(head).trimStart().toLowerCase();
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!doctype svg[^>]*>\s*)?<svg[\s>]/.test(start))
    return 'image/svg+xml';
  if (
    /^(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|script|iframe|style|title|div|p|a|img|table|h1)[\s>]/.test(
      start,
    )
  ) {
    return 'text/html';
  }
  return start.startsWith('<?xml') ? 'application/xml' : 'text/plain';
}
