/** Hues of red, green, yellow, blue, magenta and cyan. */
const hues = [27, 150, 90, 260, 325, 205];

/** Black, white, and the same in bright. */
const greys = new Map([
  [0, 0.3],
  [7, 0.85],
  [8, 0.55],
  [15, 1],
]);

const steps = [0, 95, 135, 175, 215, 255];

/**
 * One of a terminal's 256 colours, as a value of CSS: 16 that each terminal draws as it likes, a cube of six steps in each
 * direction, and greys.
 */
export function paletteColor(index: number): string {
  const grey = greys.get(index);
  if (grey !== undefined) return `oklch(${grey} 0 0)`;
  if (index < 16) return `oklch(${index > 8 ? '0.72 0.16' : '0.6 0.14'} ${hues[(index % 8) - 1]})`;
  if (index >= 232)
    return `rgb(${Array(3)
      .fill(8 + (index - 232) * 10)
      .join(' ')})`;
  const place = index - 16;
  return `rgb(${[Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map((step) => steps[step]).join(' ')})`;
}
