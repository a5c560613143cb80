import { extensionOf, isTextType, mediaTypeOf, unknownType } from './media-type.ts';

/**
 * Whether a file is one of those that an `accept` attribute lists, going by its type; a name that contradicts the type says nothing.
 * @see https://html.spec.whatwg.org/multipage/input.html#attr-input-accept
 */
export function accepts(accept: string, { name, type }: Pick<File, 'name' | 'type'>): boolean {
  const tokens = accept
    .toLowerCase()
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');
  if (tokens.length === 0) return true;
  const extension = `.${extensionOf(name)}`;
  return tokens.some((token) => {
    if (token.startsWith('.')) return token === extension && isHonest(name, type);
    if (token.endsWith('/*')) return type.startsWith(token.slice(0, -1));
    return token === type;
  });
}

/** False where the name says another kind of thing than the type: `photo.png` that is a page. */
function isHonest(name: string, type: string): boolean {
  const named = mediaTypeOf(name);
  return named === unknownType || named === type || familyOf(named) === familyOf(type);
}

/** Types whose names are used for one another. */
function familyOf(type: string): string {
  if (type === 'image/svg+xml') return type;
  if (isTextType(type)) return 'text';
  return /document|zip|ole-storage|msword|ms-/.test(type) ? 'office' : (type.split('/', 1)[0] ?? '');
}
