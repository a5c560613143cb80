import { decodeEntity, entityPattern } from './entity.ts';

const escapes = new RegExp(`\\\\([!-/:-@[-\`{-~])|${entityPattern}`, 'gi');

/** Resolves backslashes and entities, as in the destination of a link. `onmissing` is called for names that are not loaded. */
export function unescapeText(text: string, onmissing?: () => void): string {
  return text.replace(escapes, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    const decoded = decodeEntity(match);
    if (decoded === undefined) onmissing?.();
    return decoded ?? match;
  });
}
