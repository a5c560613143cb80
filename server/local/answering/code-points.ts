/**
 * An offset counted in characters, one for each code point. OpenAI does not say what its offsets count; its services are written
 * in a language whose strings have no other unit.
 */
export function codePointsTo(text: string, offset: number): number {
  let points = 0;
  for (const _ of text.slice(0, offset)) points++;
  return points;
}
