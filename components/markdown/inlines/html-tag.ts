const attribute = `(?:\\s+[a-z_:][\\w.:-]*(?:\\s*=\\s*(?:[^\\s"'=<>\`]+|'[^']*'|"[^"]*"))?)`;

/** An opening or closing tag of raw HTML, as the source of a regular expression that ignores case. */
export const htmlTag = `<(?:[a-z][a-z0-9-]*${attribute}*\\s*/?|/[a-z][a-z0-9-]*\\s*)>`;
