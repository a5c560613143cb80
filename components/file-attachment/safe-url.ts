const harmless = new Set(['http:', 'https:', 'blob:', 'data:']);

/** The address where a file's bytes are, or undefined where it would run code: a backend's word is not trusted with that. */
export function safeUrl(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url, document.baseURI)) return undefined;
  return harmless.has(new URL(url, document.baseURI).protocol) ? url : undefined;
}
