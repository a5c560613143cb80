import { paletteColor } from './palette-color.ts';

/** How a stretch of a terminal's text looks; what is not there is as everywhere. Colours are values of CSS. */
export interface TextLook {
  readonly color?: string;
  readonly ground?: string;
  readonly bold?: boolean;
  readonly faint?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  readonly inverse?: boolean;
}

type Change = Readonly<Record<keyof TextLook, TextLook[keyof TextLook]>>;

/** One object, so that text without a look is known by comparing. */
export const plainLook: TextLook = {};

const off = undefined;

const simple: ReadonlyMap<number, Partial<Change>> = new Map([
  [1, { bold: true }],
  [2, { faint: true }],
  [3, { italic: true }],
  [4, { underline: true }],
  [7, { inverse: true }],
  [9, { strike: true }],
  [21, { underline: true }],
  [22, { bold: off, faint: off }],
  [23, { italic: off }],
  [24, { underline: off }],
  [27, { inverse: off }],
  [29, { strike: off }],
  [39, { color: off }],
  [49, { ground: off }],
]);

/**
 * The look after a sequence that selects graphic rendition, by its parameters: `1;38;5;208`.
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export function changedLook(look: TextLook, parameters: string): TextLook {
  let changed: Partial<Change> = look;
  const codes = parameters.split(';');
  for (let at = 0; at < codes.length; at++) {
    // Parts of one code may stand behind colons: `4:0` ends an underline, `38:2::255:0:0` is red.
    const [first = '', ...parts] = (codes[at] ?? '').split(':');
    const code = Number(first || 0);
    const key = code >= 48 ? 'ground' : 'color';
    if (code === 0) changed = plainLook;
    else if (code === 38 || code === 48) {
      const [color, used] = parts.length > 0 ? [exactColor(parts), 0] : colorIn(codes.slice(at + 1));
      at += used;
      if (color) changed = { ...changed, [key]: color };
    } else if (isBetween(code, 30, 37)) changed = { ...changed, color: paletteColor(code - 30) };
    else if (isBetween(code, 40, 47)) changed = { ...changed, ground: paletteColor(code - 40) };
    else if (isBetween(code, 90, 97)) changed = { ...changed, color: paletteColor(code - 82) };
    else if (isBetween(code, 100, 107)) changed = { ...changed, ground: paletteColor(code - 92) };
    else changed = { ...changed, ...(parts[0] === '0' ? simple.get(code + 20) : simple.get(code)) };
  }
  return withoutGaps(changed);
}

/** A colour given by codes of its own, and how many of them it takes. */
function colorIn(codes: readonly string[]): [color: string | undefined, used: number] {
  const count = codes[0] === '2' ? 4 : codes[0] === '5' ? 2 : 0;
  return [exactColor(codes.slice(0, count)), count];
}

/** `5;208` names one of 256 colours, `2;255;135;0` any. Between colons the latter may name a colour space first. */
function exactColor([kind, ...values]: readonly string[]): string | undefined {
  const numbers = values.map((value) => Math.min(255, Number(value) || 0));
  if (kind === '5' && numbers[0] !== undefined) return paletteColor(numbers[0]);
  return kind === '2' && numbers.length >= 3 ? `rgb(${numbers.slice(-3).join(' ')})` : undefined;
}

function withoutGaps(look: Partial<Change>): TextLook {
  const entries = Object.entries(look).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? plainLook : Object.fromEntries(entries);
}

function isBetween(code: number, first: number, last: number): boolean {
  return code >= first && code <= last;
}
