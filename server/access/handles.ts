import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import type { Owner } from './owner.ts';

/** What a handle may name. */
export const handleKinds = ['thread', 'run', 'file', 'link', 'upload', 'container', 'visitor'] as const;
export type HandleKind = (typeof handleKinds)[number];

/** HMAC keys: one, or the newest before older ones whose handles shall stay good. */
export type Secret = string | readonly [string, ...string[]];

interface Key {
  id: string;
  bytes: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });
const shortestSecret = 16;
/** 32 bytes in base64url. */
const macLength = 43;

/**
 * Ids as they cross the wire: `<kind>.<key id>.<payload>.<mac>`. The MAC covers kind, tenant, subject and payload, so that
 * ownership is checked without a look-up, and a handle that leaks is worthless to anybody but its owner. The same payload gives
 * the same handle, so that a stream which is read a second time is the same to the byte.
 */
export class Handles {
  readonly #newest: Key;
  readonly #keys: ReadonlyMap<string, Key>;

  /** @throws {TypeError} when a secret is missing or too short to be one. */
  constructor(secret: Secret) {
    const secrets = typeof secret === 'string' ? [secret] : (secret ?? []);
    const keys = secrets.map(toKey);
    const [newest] = keys;
    if (!newest) throw new TypeError('assistant() needs a `secret`: a string of at least 16 characters, kept private.');
    this.#newest = newest;
    this.#keys = new Map(keys.toReversed().map((key) => [key.id, key]));
  }

  /** The handle of a thing for its owner; with a scope, it is good only there, without carrying it. */
  seal(kind: HandleKind, owner: Owner, payload: string, scope = ''): string {
    const { id } = this.#newest;
    return `${kind}.${id}.${encodeBase64Url(encoder.encode(payload))}.${mac(this.#newest, kind, owner, payload, scope)}`;
  }

  /** What the handle names, or undefined where it is forged, of another kind, somebody else's, or signed by a forgotten key. */
  open(kind: HandleKind, owner: Owner, handle: string, scope = ''): string | undefined {
    const [givenKind, keyId, payload, givenMac, ...rest] = handle.split('.');
    if (givenKind !== kind || !keyId || !payload || !givenMac || rest.length > 0) return undefined;
    const key = this.#keys.get(keyId);
    const bytes = decodeBase64Url(payload);
    if (!key || !bytes) return undefined;
    try {
      const opened = decoder.decode(bytes);
      return isSame(givenMac, mac(key, kind, owner, opened, scope)) ? opened : undefined;
    } catch {
      return undefined;
    }
  }

  /** A stable pseudonym of the owner that tells nothing about them, 43 characters long. */
  pseudonym(owner: Owner): string {
    return mac(this.#newest, 'pseudonym', owner, '');
  }
}

/** True for anything that is, or was before somebody changed it, a handle; ids that clients make up do not look like one. */
export function looksLikeHandle(text: string): boolean {
  if (handleKinds.some((kind) => text.startsWith(`${kind}.`))) return true;
  const last = text.lastIndexOf('.');
  return last > 0 && text.length - last - 1 === macLength;
}

function toKey(secret: string): Key {
  if (typeof secret !== 'string' || secret.length < shortestSecret) {
    throw new TypeError(`Each \`secret\` must be a string of at least ${shortestSecret} characters.`);
  }
  const bytes = hmac(sha256, encoder.encode(secret), encoder.encode('assistant-kit handle key'));
  return { id: encodeBase64Url(sha256(bytes)).slice(0, 6), bytes };
}

function mac(key: Key, kind: string, { tenant, subject }: Owner, payload: string, scope = ''): string {
  // Each part with its length before it: no two different lists of parts are the same bytes.
  const text = [kind, tenant, subject, payload, scope].map((part) => `${part.length}:${part}`).join('');
  return encodeBase64Url(hmac(sha256, key.bytes, encoder.encode(text)));
}

/** Compares in a time that does not tell how much of the MAC was guessed. */
function isSame(given: string, right: string): boolean {
  if (given.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < right.length; index++) difference |= given.charCodeAt(index) ^ right.charCodeAt(index);
  return difference === 0;
}
