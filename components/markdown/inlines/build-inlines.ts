import type { DelimiterRun } from './delimiter-run.ts';
import type { Inline, ParentInline } from './inline.ts';
import type { InlineParser } from './inline-parser.ts';
import { findCut } from './safe-cut.ts';
import type { Token } from './token.ts';

export interface BuiltInlines {
  readonly nodes: Inline[];
  /** Text before this place will not be read differently, however the text goes on. */
  readonly cut: number;
  /** How many of the nodes come before it. */
  readonly cutNodes: number;
  /** Everything is certain; only more can come. */
  readonly certain: boolean;
}

/** Inlines within inlines beyond this stand beside each other: deeper ones would exhaust the stack of whoever walks the tree. */
const deepest = 100;

/**
 * Makes a tree of what the parser has found.
 *
 * In text that grows, what has no end yet is closed at the end; and a marker shows only if it is certain that it is text. So
 * whatever shows once goes on to show.
 */
export class InlineBuilder {
  readonly #parser: InlineParser;
  readonly #nodes: Inline[] = [];
  #siblings = this.#nodes;
  readonly #parents: { siblings: Inline[]; node: { end: number } | null }[] = [];
  readonly #cut: number;
  #cutNodes = 0;
  readonly #firstUncertain: number;

  constructor(parser: InlineParser) {
    this.#parser = parser;
    const { growing, unresolved, links } = parser;
    let firstBracket = Infinity;
    for (const bracket of links.uncertain()) firstBracket = Math.min(firstBracket, bracket.from);
    this.#firstUncertain = growing ? Math.min(unresolved[0] ?? Infinity, firstBracket) : Infinity;
    this.#cut = growing ? findCut(parser, this.#firstUncertain) : 0;
  }

  build(): BuiltInlines {
    const { tokens, growing } = this.#parser;
    if (growing) this.#closeAtEnd();
    const { holdFrom } = this.#parser;
    for (const token of tokens) {
      if (token.from >= holdFrom) break;
      this.#add(token);
    }
    const end = Math.min(holdFrom, this.#parser.text.length);
    for (const { node } of this.#parents) if (node) node.end = this.#parser.content.endOffset(end);
    const isWhole = this.#parser.text.slice(holdFrom).trim() === '';
    const certain = this.#firstUncertain === Infinity && this.#parents.length === 0 && isWhole;
    return { nodes: this.#nodes, cut: this.#cut, cutNodes: this.#cutNodes, certain };
  }

  #add(token: Token): void {
    switch (token.type) {
      case 'text':
        return this.#addText(token.from, Math.min(token.to, this.#parser.holdFrom));
      case 'lone':
        if (!this.#parser.growing) this.#addText(token.from, token.to);
        return;
      case 'node':
        this.#siblings.push(token.node);
        this.#noteCut(token.to);
        return;
      case 'hidden':
        return;
      case 'bracket':
        if (token.link) this.#openLink(token.from, token.image, token.link);
        else if (token.waitingUntil === 0 && this.#isSettled(token.from, token.settledAt))
          this.#addText(token.from, token.to);
        return;
      case 'close':
        return this.#closeParent(token.to);
      case 'run':
        return this.#addRun(token);
    }
  }

  #addRun(run: DelimiterRun): void {
    let position = run.from;
    for (const length of run.closes) {
      position += length;
      this.#closeParent(position);
    }
    if (run.count > 0 && this.#isText(run)) this.#addText(position, position + run.count);
    position += run.count;
    for (const length of run.opens.toReversed()) {
      this.#openSpan(run.character, length, position);
      position += length;
    }
  }

  /** Whether the characters of a run that have no partner will never have one. */
  #isText(run: DelimiterRun): boolean {
    if (!this.#parser.growing || run.from < this.#cut) return true;
    if (!run.canOpen && !run.canClose) return true;
    return run.canOpen ? isLooseTilde(run) : run.from < this.#firstUncertain;
  }

  /** Nothing that is open between two places could change what was decided at the second about the first. */
  #isSettled(from: number, settledAt: number): boolean {
    if (!this.#parser.growing || from < this.#cut) return true;
    return settledAt < Infinity && !this.#parser.isUnresolved(from, settledAt);
  }

  /** Emphasis that has begun shows as emphasis. */
  #closeAtEnd(): void {
    const { delimiters, text } = this.#parser;
    for (let run = delimiters.last; run; run = run.previous) {
      if (!run.canOpen) continue;
      if (isLooseTilde(run)) {
        if (text.length - run.to <= 40) this.#parser.hold(run.from);
        continue;
      }
      while (run.count > 0) {
        const length = Math.min(run.count, 2);
        run.opens.push(length);
        run.count -= length;
      }
    }
  }

  #openSpan(character: string, length: number, position: number): void {
    const type = character === '~' ? 'strikethrough' : length === 2 ? 'strong' : 'emphasis';
    const start = this.#parser.content.offset(position);
    this.#openParent({ type, start, end: start, children: [] });
  }

  #openLink(position: number, image: boolean, link: { url: string; title?: string }): void {
    const start = this.#parser.content.offset(position);
    const node = { start, end: start, children: [], ...link };
    this.#openParent(image ? { type: 'image', ...node } : { type: 'link', bare: false, ...node });
  }

  #openParent(node: ParentInline): void {
    const isDeep = this.#parents.length >= deepest;
    this.#parents.push({ siblings: this.#siblings, node: isDeep ? null : node });
    if (isDeep) return;
    this.#siblings.push(node);
    this.#siblings = node.children;
  }

  #closeParent(position: number): void {
    const parent = this.#parents.pop();
    if (!parent) return;
    this.#siblings = parent.siblings;
    if (parent.node) parent.node.end = this.#parser.content.endOffset(position);
    this.#noteCut(position);
  }

  #addText(from: number, to: number): void {
    if (from < this.#cut && this.#cut < to) {
      this.#addText(from, this.#cut);
      from = this.#cut;
    }
    const { content, text } = this.#parser;
    while (from < to) {
      const end = Math.min(to, content.continuousEnd(from));
      this.#siblings.push({
        type: 'text',
        value: text.slice(from, end),
        start: content.offset(from),
        end: content.endOffset(end),
      });
      from = end;
    }
    this.#noteCut(to);
  }

  #noteCut(position: number): void {
    if (position <= this.#cut && this.#parents.length === 0) this.#cutNodes = this.#nodes.length;
  }
}

/** One tilde alone is more often "about" than the start of a deletion. */
function isLooseTilde(run: DelimiterRun): boolean {
  return run.character === '~' && run.count === 1;
}
