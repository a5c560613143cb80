/** Rows drawn beyond either edge, so that a quick scroll finds them there. */
const margin = 20;

/** Which rows are drawn: `[first, last)`. */
export interface RowWindow {
  readonly first: number;
  readonly last: number;
}

/** The rows that a scroller shows. Its first row moves by steps, so that not every pixel of scrolling draws anew. */
export function rowWindow(scrollTop: number, height: number, rowHeight: number, rows: number): RowWindow {
  const top = Math.floor(scrollTop / rowHeight / margin) * margin;
  const shown = Math.ceil(height / rowHeight) + margin;
  const first = Math.max(0, Math.min(top - margin, rows - shown));
  return { first, last: Math.min(rows, top + shown + margin) };
}
