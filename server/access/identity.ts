import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { AssistantError } from '../assistant-error.ts';
import { encodeBase64Url } from './base64url.ts';
import type { Handles } from './handles.ts';
import { toOwner, type Owner, type OwnerLike } from './owner.ts';

/** Who makes this request: null where the host does not know them. */
export type Authorize = (context: Context) => OwnerLike | null | Promise<OwnerLike | null>;

export interface AnonymousOptions {
  /** How long a browser is known, in seconds; 400 days, the longest that browsers allow, by default. */
  maxAge?: number;
}

export interface Identity {
  owner: Owner;
  /** Has the browser remember who it is; for when the answer is there, which would lose a header that was set before. */
  remember?: () => void;
}

/** Finds out whose request it is. */
export type Identify = (context: Context) => Promise<Identity>;

/** The host says who it is. */
export function authorized(authorize: Authorize): Identify {
  return async (context) => {
    const owner = await authorize(context);
    if (owner === null || owner === undefined) throw new AssistantError('unauthorized');
    return { owner: toOwner(owner) };
  };
}

const nobody: Owner = { tenant: '', subject: '' };
const oneDay = 24 * 60 * 60;

/** Each browser is somebody of its own, by a signed cookie that no script can read and no other site can send along. */
export function anonymous(
  handles: Handles,
  isSecure: (context: Context) => boolean,
  options: AnonymousOptions,
): Identify {
  const { maxAge = 400 * oneDay } = options;
  return async (context) => {
    const secure = isSecure(context);
    const name = secure ? '__Host-assistant' : 'assistant';
    const visitor = handles.open('visitor', nobody, getCookie(context, name) ?? '');
    if (visitor !== undefined) return { owner: ownerOf(visitor) };
    const subject = encodeBase64Url(crypto.getRandomValues(new Uint8Array(16)));
    const value = handles.seal('visitor', nobody, subject);
    const remember = () => {
      setCookie(context, name, value, { httpOnly: true, sameSite: 'Lax', path: '/', secure, maxAge });
    };
    return { owner: ownerOf(subject), remember };
  };
}

/** A tenant of their own: no host's user can be called like a visitor. */
function ownerOf(visitor: string): Owner {
  return { tenant: 'visitor', subject: visitor };
}
