import type { InlineParser } from './inline-parser.ts';
import { incomplete, normalizeLabel, readLabel, readLinkTarget } from './link-syntax.ts';
import type { BracketToken } from './token.ts';
import { unescapeText } from './escape.ts';

const growingFootnote = /^\^[^\s[\]]{0,40}(?:\]|$)/;

interface Target {
  readonly url: string;
  readonly title?: string;
  readonly end: number;
}

/** Links, images and references to footnotes: the specification's `look for link or image`. */
export class LinkParser {
  readonly #parser: InlineParser;
  #last: BracketToken | null = null;
  /** Brackets whose closing one has come, but what follows it does not show yet whether they are a link. */
  readonly #undecided: BracketToken[] = [];

  constructor(parser: InlineParser) {
    this.#parser = parser;
  }

  /** The text may be that of a link or image, where nothing becomes a link by itself. */
  get inLink(): boolean {
    return this.#last?.active ?? false;
  }

  open(from: number, image: boolean): void {
    const parser = this.#parser;
    const previous = this.#last;
    if (previous) previous.containsBracket = true;
    const to = from + (image ? 2 : 1);
    this.#last = {
      type: 'bracket',
      from,
      to,
      image,
      previous,
      previousLink: previous?.image ? previous.previousLink : previous,
      delimitersBelow: parser.delimiters.last,
      index: parser.tokens.length,
      active: true,
      containsBracket: false,
      link: null,
      waitingUntil: 0,
      settledAt: Infinity,
    };
    parser.tokens.push(this.#last);
    parser.position = to;
  }

  close(): void {
    const parser = this.#parser;
    const { position: from } = parser;
    const opener = this.#last;
    if (!opener?.active) {
      this.#last = opener?.previous ?? null;
      return parser.addText(from, from + 1);
    }
    const target = this.#readTarget(opener, from);
    this.#last = opener.previous;
    if (target === incomplete) {
      this.#undecided.push(opener);
      parser.hold(from);
      return parser.addText(from, from + 1);
    }
    if (target === 'taken') return;
    if (target) return this.#complete(opener, from, target);
    opener.settledAt = from + 1;
    parser.addText(from, from + 1);
  }

  /** An image whose end is not certain shows nothing, for its description might turn into the picture; nor does a footnote. */
  holdOpen(): void {
    const parser = this.#parser;
    const { text, tokens } = parser;
    for (const { image, from, to } of this.uncertain())
      if (image || (text[to] === '^' && growingFootnote.test(text.slice(to)))) parser.hold(from);
    if (parser.unresolved.length === 0) return;
    for (const token of tokens)
      if (token.type === 'bracket' && token.image && parser.isUnresolved(token.from, token.settledAt))
        parser.hold(token.from);
  }

  /** Brackets that may still become links. */
  *uncertain(): Generator<BracketToken> {
    yield* this.#undecided;
    for (let bracket = this.#last; bracket; bracket = bracket.previous) if (bracket.active) yield bracket;
  }

  /** Where the link leads; `taken` when the bracket has become something else; null when it is text. */
  #readTarget(opener: BracketToken, from: number): Target | typeof incomplete | 'taken' | null {
    const { text, growing } = this.#parser;
    const next = from + 1;
    if (growing && next === text.length) return incomplete;
    if (text[next] === '(') {
      const target = readLinkTarget(text, next);
      if (target === incomplete && growing) return incomplete;
      if (target && target !== incomplete) return this.#unescaped(target, target.end);
    }
    const labelEnd = readLabel(text, next);
    if (labelEnd === incomplete && growing) return incomplete;
    const hasLabel = typeof labelEnd === 'number';
    const isFull = hasLabel && labelEnd > next + 2;
    if (!isFull && opener.containsBracket) return null;
    const label = normalizeLabel(isFull ? text.slice(next + 1, labelEnd - 1) : text.slice(opener.to, from));
    if (label === '' || label.length > 999) return null;
    const end = hasLabel ? labelEnd : next;
    const definition = this.#parser.context.definition(label);
    if (definition) return this.#unescaped(definition, end);
    if (this.#readFootnote(opener, text.slice(opener.to, from))) return 'taken';
    return this.#waitForDefinition(opener, label, end, hasLabel);
  }

  #waitForDefinition(opener: BracketToken, label: string, end: number, hasLabel: boolean): 'taken' | null {
    const { context, tokens, position } = this.#parser;
    const isWaiting = !context.ended && (opener.image || (hasLabel && this.#looksLikeReference(opener, label)));
    context.missed(label, isWaiting);
    if (!isWaiting) return null;
    opener.waitingUntil = end;
    if (opener.image) this.#drop(opener);
    tokens.push({ type: 'hidden', from: opener.image ? opener.from : position, to: end });
    this.#parser.position = end;
    return 'taken';
  }

  /** `matrix[i][j]` is text until a definition says otherwise; `[the report][source]` is a link whose definition will come. */
  #looksLikeReference(opener: BracketToken, label: string): boolean {
    return /\p{L}/u.test(label) && !/\w/.test(this.#parser.text[opener.from - 1] ?? ' ');
  }

  /** A reference shows as one at once: definitions of footnotes come last, and shown brackets would vanish. */
  #readFootnote(opener: BracketToken, text: string): boolean {
    const parser = this.#parser;
    const { context, position } = parser;
    if (!/^\^[^\s[\]]+$/.test(text)) return false;
    const label = text.slice(1);
    if (!context.hasFootnote(label)) {
      context.missed(`^${normalizeLabel(label)}`, true);
      if (context.ended) return false;
    }
    this.#drop(opener);
    // What looks like an image is an exclamation and a footnote.
    const from = opener.to - 1;
    if (opener.image) parser.addText(opener.from, from);
    const to = position + 1;
    parser.addNode({ type: 'footnote-reference', label, ...parser.range(from, to) }, from, to);
    return true;
  }

  /** Forgets what came since the bracket. */
  #drop(opener: BracketToken): void {
    const parser = this.#parser;
    if (parser.isUnresolved(opener.from, parser.position)) parser.hold(opener.from);
    parser.tokens.length = opener.index;
    parser.delimiters.cut(opener.delimitersBelow);
  }

  #complete(opener: BracketToken, from: number, { end, ...link }: Target): void {
    const parser = this.#parser;
    parser.delimiters.pair(opener.delimitersBelow);
    parser.delimiters.cut(opener.delimitersBelow);
    opener.link = link;
    opener.settledAt = end;
    parser.tokens.push({ type: 'close', from, to: end });
    parser.position = end;
    if (opener.image) return;
    for (let outer = opener.previousLink; outer?.active; outer = outer.previousLink) {
      outer.active = false;
      outer.settledAt = end;
    }
  }

  #unescaped({ url, title }: { url: string; title?: string }, end: number): Target {
    const unescape = (text: string) => unescapeText(text, () => this.#parser.context.missedEntity());
    return title === undefined ? { url: unescape(url), end } : { url: unescape(url), title: unescape(title), end };
  }
}
