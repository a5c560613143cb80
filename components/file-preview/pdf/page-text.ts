/** A piece of a page's text, as PDF.js tells it. */
export interface TextItem {
  readonly str: string;
  readonly hasEOL: boolean;
}

/** The text of a page, and where in it each of its pieces begins. */
export interface PageText {
  readonly text: string;
  readonly starts: readonly number[];
}

/** Part `[start, end)` of a piece. */
export interface ItemRange {
  readonly item: number;
  readonly start: number;
  readonly end: number;
}

export function pageText(items: readonly TextItem[]): PageText {
  const starts: number[] = [];
  let text = '';
  for (const { str, hasEOL } of items) {
    starts.push(text.length);
    text += hasEOL ? `${str}\n` : str;
  }
  return { text, starts };
}

/** The parts of pieces that stand in `[start, end)` of a page's text. */
export function itemsBetween({ text, starts }: PageText, start: number, end: number): ItemRange[] {
  return starts.flatMap((from, item) => {
    const to = starts[item + 1] ?? text.length;
    const range = { item, start: Math.max(0, start - from), end: Math.min(to, end) - from };
    return range.start < range.end ? [range] : [];
  });
}
