import { unknownType } from './media-type.ts';

/** Shown in a page or a tab of its own; everything else is only ever saved. The bytes must agree with the type. */
const inlineTypes: Readonly<Record<string, (head: Uint8Array) => boolean>> = {
  'image/png': (head) => ascii(head, 1, 4) === 'PNG',
  'image/jpeg': (head) => head[0] === 0xff && head[1] === 0xd8,
  'image/gif': (head) => ascii(head, 0, 4) === 'GIF8',
  'image/webp': (head) => ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP',
  'image/avif': (head) => ascii(head, 4, 8) === 'ftyp',
  'text/plain': () => true,
};

/**
 * What a browser renders as a document or runs as a script, a style or a worker. Under their own names such files could be
 * loaded into a page of the adapter's origin, whose policy trusts what comes from there.
 */
const active = /(?:^|[/+.-])(?:html|xhtml|xml|mathml|xslt?|css|wasm|[a-z]*script)(?:$|[+.-])/;

/**
 * The type under which a file leaves, and whether it may be shown.
 * @param head its first 16 bytes
 */
export function servedType(type: string, head: Uint8Array): { type: string; isInline: boolean } {
  const agrees = inlineTypes[type];
  if (agrees) {
    const isInline = agrees(head);
    return { type: isInline ? (type === 'text/plain' ? `${type}; charset=utf-8` : type) : unknownType, isInline };
  }
  // In an `<img>` nothing of an SVG runs; opened by its address, it is saved.
  const isNamed = type === 'image/svg+xml' || (/^[\w.+-]+\/[\w.+-]+$/.test(type) && !active.test(type));
  return { type: isNamed ? type : unknownType, isInline: false };
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.slice(start, end));
}
