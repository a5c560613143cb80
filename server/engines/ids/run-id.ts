import { sha256 } from '@noble/hashes/sha2.js';
import { encodeBase64Url } from '../../access/base64url.ts';

/**
 * A run's own id, out of the id that the service gave it: short, because a handle of it is in every event of its stream.
 */
export function runIdOf(upstreamId: string): string {
  return encodeBase64Url(sha256(new TextEncoder().encode(upstreamId)).slice(0, 9));
}
