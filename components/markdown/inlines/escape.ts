import { rich } from '../rich.ts';
import { entityPattern } from './entity-pattern.ts';

const escapes = new RegExp(`\\\\([!-/:-@[-\`{-~])|${entityPattern}`, 'gi');

/** Resolves backslashes and entities, as in the destination of a link. `onmissing` is called for names that are not loaded. */
export function unescapeText(text: string, onmissing?: () => void): string {
  return text.replace(escapes, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    const decoded = rich ? rich.decodeEntity(match) : null;
    if (decoded === undefined) onmissing?.();
    return decoded ?? match;
  });
}
