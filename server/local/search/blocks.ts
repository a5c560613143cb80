import type { TextFormat } from './extract/extract-text.ts';
import { jsonBlocks } from './json-blocks.ts';

/** A stretch of text that hangs together: a heading, a paragraph or list item, or a row that stands for itself. */
export interface Block {
  kind: 'heading' | 'paragraph' | 'row';
  start: number;
  end: number;
  /** Taken for a heading by its looks alone. */
  implied?: boolean;
}

const listMarker = /^\s*(?:[-*+•‣▪]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?[a-z][.)])\s+/;
const numberedHeading = /^\s*(?:§+\s*)?\d+(?:\.\d+)*[.)]?\s+\p{Lu}/u;

/** A longer line is text, whatever it looks like; so no pattern is tried on more. */
const maxMarkup = 1000;
/** Longer ones are two, or reading them would take more than their length. */
const maxParagraph = 8000;

/** The blocks of a text in order; offsets count in that text. */
export function blocks(text: string, format: TextFormat): Block[] {
  const lines = [...linesOf(text)];
  if (format === 'table') return lines.map((line, index) => ({ ...line, kind: index === 0 ? 'heading' : 'row' }));
  if (format === 'lines' && /^\s*[[{]\s*\n/.test(text)) return jsonBlocks(text, lines);
  if (format === 'lines') return lines.map((line) => ({ ...line, kind: 'row' }));

  const found: Block[] = [];
  let open: Block | undefined;
  let fenced = false;
  for (const [index, line] of lines.entries()) {
    const content = text.slice(line.start, line.end);
    const previous = lines[index - 1];
    const next = lines[index + 1];
    const after = !previous || previous.gap;
    const nextIsListed = next !== undefined && listMarker.test(text.slice(next.start, next.end));
    if (after) open = undefined;

    if (content.length > maxMarkup) {
      open = { kind: 'paragraph', start: line.start, end: line.end };
      found.push(open);
    } else if (/^\s*(?:```|~~~)/.test(content)) {
      fenced = !fenced;
      open = undefined;
    } else if (fenced || /^\s*\|/.test(content)) {
      open = undefined;
      if (!/^[\s|:-]*$/.test(content)) found.push({ kind: 'row', start: line.start, end: line.end });
    } else if (format === 'markdown' && isDecoration(content)) {
      open = undefined;
    } else if (/^\s*(?:[-=_*]\s*){3,}$/.test(content)) {
      // A line under a title, or a rule between parts.
      if (open && /^\s*[-=]+\s*$/.test(content)) open.kind = 'heading';
      open = undefined;
    } else if (/^\s{0,3}#{1,6}\s/.test(content)) {
      const marker = /^\s*#+\s*/.exec(content)?.[0].length ?? 0;
      found.push({ kind: 'heading', start: line.start + marker, end: line.end });
      open = undefined;
    } else if (looksLikeHeading(content, { alone: after && line.gap, numbered: after && !nextIsListed })) {
      found.push({ kind: 'heading', start: line.start, end: line.end, implied: true });
      open = undefined;
    } else if (open && line.end - open.start < maxParagraph && continues(text.slice(open.start, open.end), content)) {
      open.end = line.end;
    } else {
      open = { kind: 'paragraph', start: line.start + (listMarker.exec(content)?.[0].length ?? 0), end: line.end };
      found.push(open);
    }
  }
  // A heading with nothing under it was a statement after all.
  for (const [index, block] of found.entries()) {
    if (block.implied && (found[index + 1]?.kind ?? 'heading') === 'heading') block.kind = 'paragraph';
  }
  return found;
}

/** Lines that hold something, and whether an empty one follows. */
function* linesOf(text: string): Generator<{ start: number; end: number; gap: boolean }> {
  let start = 0;
  let last: { start: number; end: number; gap: boolean } | undefined;
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      if (last) last.gap = true;
    } else {
      if (last) yield last;
      last = { start, end: start + line.length, gap: false };
    }
    start += line.length + 1;
  }
  if (last) yield last;
}

function looksLikeHeading(line: string, { alone, numbered }: { alone: boolean; numbered: boolean }): boolean {
  const words = line.trim().split(/\s+/).length;
  if (words > 9 || /[.!?;,:…]["”’)]?\s*$/.test(line) || /\S:\s+\S/.test(line)) return false;
  const letters = line.replace(/[^\p{L}]/gu, '');
  if (letters.length > 2 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()) return true;
  if (numberedHeading.test(line)) return numbered && words <= 7;
  return alone && !listMarker.test(line) && /^\s*["“(§]*\p{Lu}/u.test(line);
}

/** Tags, badges and definitions of links, which a reader of the page does not read. */
function isDecoration(line: string): boolean {
  const words = line
    .replace(/<[^>]*(?:>|$)|^[^<]*>/g, ' ')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/\[\s*\]\([^)]*\)/g, ' ')
    .replace(/^\s*\[[^\]]+\]:\s*\S+.*$/, ' ');
  return words !== line && !/\p{L}{2}/u.test(words);
}

/** Whether a line goes on with what stands above it, rather than saying something of its own. */
function continues(before: string, line: string): boolean {
  if (listMarker.test(line)) return false;
  const last = before.slice(before.lastIndexOf('\n') + 1);
  if (/^\s*[\p{Ll}(]/u.test(line)) return true;
  // A line that was wrapped is long; a short one was ended on purpose.
  return last.length >= 56 || (/[.!?]["”’)]?\s*$/.test(last) && last.length >= 40);
}
