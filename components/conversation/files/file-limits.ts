import type { WireLimits } from '../../../protocol/index.ts';
import type { FileRejection } from './file-rejection.ts';

/** What holds for the files of a message; a part of `WireLimits`. */
export type FileLimits = Pick<WireLimits, 'maxFileBytes' | 'maxFiles' | 'accept'>;

/**
 * True where an `accept` list names the file: by its extension, its type, or `image/*` and the like. An empty list names all.
 * @see https://html.spec.whatwg.org/multipage/input.html#attr-input-accept
 */
export function isAccepted(file: { name: string; type: string }, accept: string): boolean {
  const tokens = tokensOf(accept);
  if (tokens.length === 0) return true;
  const name = file.name.toLowerCase();
  return tokens.some((token) => (token.startsWith('.') ? name.endsWith(token) : matchesType(file.type, token)));
}

/**
 * True where a file that is still being dragged may be accepted: its name is not known yet, so an extension in the list
 * counts as a perhaps.
 */
export function mayBeAccepted(type: string, accept: string): boolean {
  const tokens = tokensOf(accept);
  return tokens.length === 0 || tokens.some((token) => token.startsWith('.') || matchesType(type, token));
}

/** Why the file may not join `count` others, or undefined where it may. */
export function checkFile(file: File, count: number, limits: FileLimits): FileRejection | undefined {
  if (!isAccepted(file, limits.accept)) return { file, reason: 'wrong-type', limit: limits.accept };
  if (file.size > limits.maxFileBytes) return { file, reason: 'too-large', limit: limits.maxFileBytes };
  if (file.size === 0) return { file, reason: 'empty' };
  if (count >= limits.maxFiles) return { file, reason: 'too-many', limit: limits.maxFiles };
  return undefined;
}

function tokensOf(accept: string): string[] {
  return accept
    .split(',')
    .map((token) => token.trim().toLowerCase())
    .filter((token) => token !== '');
}

function matchesType(type: string, token: string): boolean {
  const essence = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (token === '*/*' || token === '*') return true;
  return token.endsWith('/*') ? essence.startsWith(token.slice(0, -1)) : essence === token;
}
