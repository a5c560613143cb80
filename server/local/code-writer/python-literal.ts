/** A Python string literal for any text: JSON's escapes are Python's too, and nothing of the text is left that could end it. */
export function pythonString(text: string): string {
  return JSON.stringify(text);
}

/** A Python list of string literals. */
export function pythonStrings(texts: readonly string[]): string {
  return `[${texts.map(pythonString).join(', ')}]`;
}

/** A text for a comment: on one line, without control characters. */
export function pythonComment(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}

const reserved = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is
  lambda nonlocal not or pass raise return try while with yield match case type _ abs all any bool bytes chr dict dir display exec
  eval filter float format hash help hex id input int iter len list map max min next object open ord pow print range repr reversed
  round set slice sorted str sum super tuple vars zip`.split(/\s+/),
);

/**
 * A Python name that reminds of the text, or the fallback: ASCII letters and digits alone, no keyword, no built-in function and none of
 * the names already taken. What it gives is added to those.
 */
export function pythonName(text: string, fallback: string, taken: Set<string>): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const usable = /^[a-z][a-z0-9_]{0,30}$/.test(plain) && !reserved.has(plain) && !taken.has(plain);
  let name = usable ? plain : fallback;
  for (let count = 2; taken.has(name); count++) name = `${fallback}_${count}`;
  taken.add(name);
  return name;
}
