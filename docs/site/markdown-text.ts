/** A line of Markdown, and whether it stands within a block of code. */
export interface MarkdownLine {
  readonly text: string;
  readonly isCode: boolean;
}

/** Tells lines of code from others, as headings and links are none in code. */
export function markdownLines(markdown: string): MarkdownLine[] {
  let fence = '';
  return markdown.split('\n').map((text) => {
    const [, mark = ''] = /^(`{3,}|~{3,})/.exec(text) ?? [];
    const isCode = fence !== '' || mark !== '';
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence)) fence = '';
    return { text, isCode };
  });
}

/**
 * The section under the heading of that name, with what is below it; an empty name is what stands before the first section.
 * The title of the whole stays behind in either case.
 * @throws {Error} where there is no such section, so that a heading cannot be renamed without the site.
 */
export function sectionOf(markdown: string, name: string | undefined): string {
  const lines = markdownLines(markdown).filter(({ text, isCode }) => isCode || !text.startsWith('# '));
  if (name === undefined) return asText(lines);
  const isHeading = ({ text, isCode }: MarkdownLine): boolean => !isCode && text.startsWith('## ');
  const start = name === '' ? 0 : lines.findIndex((line) => isHeading(line) && line.text === `## ${name}`);
  if (start < 0) throw new Error(`There is no section “${name}”.`);
  const length = lines.slice(start + 1).findIndex(isHeading);
  return asText(lines.slice(start, length < 0 ? undefined : start + 1 + length));
}

/** As GitHub makes the id of a heading, so that links hold at both places. */
export function headingId(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

function asText(lines: readonly MarkdownLine[]): string {
  return lines
    .map(({ text }) => text)
    .join('\n')
    .trim();
}
