import type { Context, MiddlewareHandler } from 'hono';
import { AssistantError } from '../assistant-error.ts';

const allowedHeaders = 'content-type, authorization, last-event-id';
const allowedMethods = 'GET, POST, PUT, PATCH, DELETE';

/**
 * Keeps other sites from acting in the name of a visitor. Changes and streams are answered only for the adapter's own site and
 * for the listed origins; only these get CORS headers. Requests that no browser marks, e.g. from another server, pass: they
 * carry no visitor's cookies.
 */
export function guard(origins: readonly string[]): MiddlewareHandler {
  const listed = new Set(origins);
  return async (context, next) => {
    const { method } = context.req;
    const origin = context.req.header('origin');
    const isListed = origin !== undefined && listed.has(origin);
    if (method === 'OPTIONS') return isListed ? preflight(context, origin) : context.body(null, 403);
    const isProtected = (method !== 'GET' && method !== 'HEAD') || context.req.path.endsWith('/stream');
    if (isProtected && !isListed && isForeign(context, origin)) throw new AssistantError('forbidden_origin');
    await next();
    if (isListed) allow(context, origin);
    return undefined;
  };
}

function isForeign(context: Context, origin: string | undefined): boolean {
  const site = context.req.header('sec-fetch-site');
  if (site === 'same-origin' || site === 'none') return false;
  if (site !== undefined) return true;
  // Browsers leave the header out where the connection is not secure; behind a proxy only the host can be compared.
  return origin !== undefined && hostOf(origin) !== hostOf(context.req.url);
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}

function preflight(context: Context, origin: string): Response {
  const response = context.body(null, 204, {
    'access-control-allow-methods': allowedMethods,
    'access-control-allow-headers': allowedHeaders,
    'access-control-max-age': '600',
  });
  allow(context, origin);
  return response;
}

function allow(context: Context, origin: string): void {
  const { headers } = context.res;
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-allow-credentials', 'true');
  headers.append('vary', 'origin');
}
