const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i;

/**
 * Why a request is not answered, or undefined. A page somewhere on the web can make a browser send requests to this machine,
 * under a name of its own that it has pointed here, or simply across origins.
 */
export function refusal(headers: Headers): string | undefined {
  const host = headers.get('host') ?? '';
  if (!loopback.test(host)) return `This service answers on this machine only, not as '${host}'.`;
  const origin = headers.get('origin');
  if (origin !== null && !loopback.test(origin.replace(/^https?:\/\//, ''))) {
    return `This service does not answer pages of '${origin}'.`;
  }
  if (headers.get('sec-fetch-site') === 'cross-site') return 'This service does not answer pages of other sites.';
  return undefined;
}
