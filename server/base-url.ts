import type { Context } from 'hono';
import { basePath } from 'hono/route';

/**
 * The absolute URL under which the caller sees the adapter, without a slash at its end. Behind a proxy on another port only the
 * page knows its own origin, and the browser vouches for it.
 * @param publicUrl what the host says it is
 */
export function baseUrl(context: Context, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl.replace(/\/+$/, '');
  const origin = pageOrigin(context) ?? new URL(context.req.url).origin;
  return `${origin}${basePath(context)}`.replace(/\/+$/, '');
}

function pageOrigin(context: Context): string | undefined {
  if (context.req.header('sec-fetch-site') !== 'same-origin') return undefined;
  const url = context.req.header('origin') ?? context.req.header('referer');
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, origin } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}
