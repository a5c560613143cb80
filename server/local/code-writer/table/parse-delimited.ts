export interface DelimitedRecord {
  fields: string[];
  /** How many line breaks stand before it. */
  line: number;
}

/**
 * Reads records as Python's csv module does: a quote opens a field only at its start, two quotes inside are one, and a quoted field may
 * hold delimiters and line breaks. Empty lines are no records. At most `most` records are read.
 */
export function parseDelimited(
  text: string,
  delimiter: string,
  skipInitialSpace: boolean,
  most = Infinity,
): DelimitedRecord[] {
  const records: DelimitedRecord[] = [];
  let fields: string[] = [];
  let at = 0;
  let line = 0;
  let start = 0;
  while (at < text.length && records.length < most) {
    if (skipInitialSpace && fields.length > 0) while (text[at] === ' ') at++;
    let field = '';
    if (text[at] === '"') {
      at++;
      for (;;) {
        const quote = text.indexOf('"', at);
        const end = quote === -1 ? text.length : quote;
        field += text.slice(at, end);
        at = end + 1;
        if (text[at] !== '"' || quote === -1) break;
        field += '"';
        at++;
      }
      line += countBreaks(field);
    }
    const rest = endOfField(text, at, delimiter);
    field += text.slice(at, rest);
    at = rest;
    fields.push(field);
    if (text[at] === delimiter) {
      at++;
      if (at < text.length) continue;
      fields.push('');
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    line++;
    if (fields.length > 1 || fields[0] !== '') records.push({ fields, line: start });
    fields = [];
    start = line;
  }
  return records;
}

function endOfField(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

function countBreaks(text: string): number {
  return text.match(/\r\n?|\n/g)?.length ?? 0;
}
