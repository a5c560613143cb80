import { extensionOf } from './media-type.ts';

/**
 * Whether a file is one of those that an `accept` attribute lists.
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
    if (token.startsWith('.')) return token === extension;
    if (token.endsWith('/*')) return type.startsWith(token.slice(0, -1));
    return token === type;
  });
}
