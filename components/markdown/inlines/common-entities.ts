/** The names that texts of assistants use, each with its character; `entity.ts` loads the others when one is met. */
const names =
  'amp& lt< gt> quot" apos\' nbsp\u00a0 copy© reg® trade™ deg° plusmn± times× divide÷ frac12½ middot· bull• hellip… ndash– mdash— ' +
  'lsquo‘ rsquo’ ldquo“ rdquo” laquo« raquo» euro€ pound£ sect§ larr← rarr→ harr↔ rArr⇒ le≤ ge≥ ne≠ asymp≈ infin∞ check✓';

export const commonEntities: ReadonlyMap<string, string> = new Map(
  names.split(' ').map((entry): [string, string] => [entry.slice(0, -1), entry.slice(-1)]),
);
