import { sandboxScheme } from './growing-sandbox-path.ts';

/** A link that is written without any syntax. */
export interface Autolink {
  readonly url: string;
  readonly end: number;
  /** How much of a growing text is certain not to be punctuation behind it. */
  readonly certainEnd: number;
  /** Where the part of it begins that is for people. */
  readonly labelFrom: number;
  readonly bare: boolean;
}

interface Candidate {
  readonly from: number;
  readonly read: (text: string, from: number) => Autolink | null;
}

/** Finds the places of a text where an autolink may begin: GFM's extended autolinks, and paths into the sandbox. */
export class AutolinkReader {
  readonly #text: string;
  readonly #candidates: readonly Candidate[];
  #index = 0;

  constructor(text: string) {
    this.#text = text;
    this.#candidates = findCandidates(text);
  }

  /** The first place at or behind `position` where one may begin. */
  next(position: number): number {
    while ((this.#candidates[this.#index]?.from ?? Infinity) < position) this.#index++;
    return this.#candidates[this.#index]?.from ?? Infinity;
  }

  /** The autolink at the place that `next` has given. */
  read(position: number): Autolink | null {
    while (this.#candidates[this.#index]?.from === position) {
      const link = this.#candidates[this.#index++]?.read(this.#text, position);
      if (link) return link;
    }
    return null;
  }
}

function findCandidates(text: string): Candidate[] {
  const candidates: Candidate[] = [];
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const scheme = /(?<![a-z<])(?:https?|ftp)$/i.exec(text.slice(Math.max(0, at - 6), at));
    if (scheme) candidates.push({ from: at - scheme[0].length, read: readUrl });
  }
  for (let at = text.indexOf('www.'); at >= 0; at = text.indexOf('www.', at + 4))
    if (at === 0 || /[\s*_~(]/.test(text[at - 1] ?? '')) candidates.push({ from: at, read: readWww });
  for (let at = text.indexOf(sandboxScheme); at >= 0; at = text.indexOf(sandboxScheme, at + 1))
    if (at === 0 || !/\w/.test(text[at - 1] ?? '')) candidates.push({ from: at, read: readSandboxPath });
  for (let at = text.indexOf('@'), lowest = 0; at >= 0; at = text.indexOf('@', at + 1)) {
    const from = startOfAddress(text, at, lowest);
    lowest = at + 1;
    if (from < at) candidates.push({ from, read: (_, start) => readAddress(text, start, at) });
  }
  return candidates.sort((one, other) => one.from - other.from);
}

function readUrl(text: string, from: number): Autolink | null {
  const host = text.indexOf('://', from) + 3;
  return dotsOfHost(text, host) < 0 ? null : webLink(text, from, host, '');
}

function readWww(text: string, from: number): Autolink | null {
  return dotsOfHost(text, from) < 1 ? null : webLink(text, from, from, 'http://');
}

function webLink(text: string, from: number, host: number, prefix: string): Autolink {
  const end = endOfUrl(text, host);
  // Where the text ends with it, its last characters may turn out to be punctuation, an entity or the end of a code span.
  const isLast = !/[\s<]/.test(text.slice(end));
  const certainEnd = isLast ? endOfUrl(text.replace(/(?:&[a-z0-9]*;?|`+)$/i, ''), host) : Infinity;
  return { url: prefix + text.slice(from, end), end, certainEnd, labelFrom: from, bare: false };
}

/** The number of dots in the host name; -1 where there is none, or its last two parts hold an underscore. */
function dotsOfHost(text: string, from: number): number {
  let position = from;
  let dots = 0;
  let [underscoresBefore, underscores] = [0, 0];
  for (; position < text.length; position++) {
    const character = text[position] ?? '';
    if (character === '.' && position > from) {
      dots++;
      [underscoresBefore, underscores] = [underscores, 0];
    } else if (character === '_') underscores++;
    else if (character !== '-' && /[\s\p{P}\p{S}]/u.test(character)) break;
  }
  return position === from || underscoresBefore + underscores > 0 ? -1 : dots;
}

/** Up to white space or `<`, without the punctuation that belongs to the sentence. */
function endOfUrl(text: string, from: number): number {
  let end = from;
  let depth = 0;
  for (; end < text.length && !/[\s<]/.test(text[end] ?? ''); end++) {
    if (text[end] === '(') depth++;
    else if (text[end] === ')') depth--;
  }
  for (; end > from; end--) {
    const character = text[end - 1] ?? '';
    if (character === ')') {
      if (depth >= 0) break;
      depth++;
    } else if (character === ';') {
      const entity = /&[a-z0-9]+;$/i.exec(text.slice(Math.max(from, end - 34), end));
      if (entity) end -= entity[0].length - 1;
    } else if (!'?!.,:*_~\'"'.includes(character)) break;
  }
  return end;
}

function startOfAddress(text: string, at: number, lowest: number): number {
  let from = at;
  while (from > lowest && /[\w.+-]/.test(text[from - 1] ?? '')) from--;
  if (from === at) return at;
  const scheme = /(?<![a-z])(?:mailto|xmpp):$/i.exec(text.slice(Math.max(lowest, from - 8), from));
  return scheme ? from - scheme[0].length : from;
}

function readAddress(text: string, from: number, at: number): Autolink | null {
  const scheme = /^(?:mailto|xmpp):/i.exec(text.slice(from, from + 8))?.[0].toLowerCase();
  const rest = scheme === 'xmpp:' ? /[\w.-]+(?:\/[\w.@-]*)?/y : /[\w.-]+/y;
  rest.lastIndex = at + 1;
  const domain = rest.exec(text)?.[0].replace(/[.]+$/, '') ?? '';
  const isLast = rest.lastIndex === text.length;
  if (!/\./.test(domain) || !/[a-z]$/i.test(domain) || domain.startsWith('.')) return null;
  const end = at + 1 + domain.length;
  const url = (scheme ? '' : 'mailto:') + text.slice(from, end);
  // A domain that goes on may be none; and then its underscores are markers.
  const certainEnd = isLast && url.includes('_') ? from : Infinity;
  return { url, end, certainEnd, labelFrom: from, bare: false };
}

export function isSandboxPath(text: string): boolean {
  return /^sandbox:\/[^\s<>()[\]"'`|*【】]+$/.test(text);
}

/** Only the file's name is for people. */
function readSandboxPath(text: string, from: number): Autolink | null {
  const path = /^[^\s<>()[\]"'`|*【】]*[^\s<>()[\]"'`|*【】.,;:!?。，]/.exec(
    text.slice(from + sandboxScheme.length),
  )?.[0];
  if (!path) return null;
  const end = from + sandboxScheme.length + path.length;
  const labelFrom = text.lastIndexOf('/', end - 2) + 1;
  return { url: text.slice(from, end), end, certainEnd: Infinity, labelFrom, bare: true };
}
