import type { MathBlock } from '../block.ts';
import type { MathInline } from '../inlines/inline.ts';

export interface Formula {
  readonly source: string;
  readonly display: boolean;
  /** Where it begins in the source of the document. */
  readonly start: number;
}

export function formulaOfBlock({ lines, start }: MathBlock): Formula {
  return { source: lines.map(({ text }) => text).join('\n'), display: true, start };
}

export function formulaOfInline({ children, display, start }: MathInline): Formula {
  const whole = children.map(({ value }) => value).join('');
  const delimiter = whole.startsWith('\\') || whole.startsWith('$$') ? 2 : 1;
  return { source: whole.slice(delimiter, -delimiter), display, start };
}
