/**
 * The policy of the page: its own scripts and styles, its own adapter, and no HTML made of strings but by Lit. Pictures may be
 * `blob:` for previews, and `data:` for those that are still being drawn.
 * @see https://www.w3.org/TR/CSP3/
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');
