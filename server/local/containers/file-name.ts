const maxLength = 120;

/** A name that stays inside its folder: no path, no control characters, not too long, its ending kept. */
export function safeName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const clean = base
    .normalize('NFC')
    .replace(/[\p{C}]/gu, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (clean === '') return 'file';
  if (clean.length <= maxLength) return clean;
  const ending = /\.[^.]{1,12}$/.exec(clean)?.[0] ?? '';
  // A cut may go through a surrogate pair, and Python takes no half of one.
  return clean.slice(0, maxLength - ending.length).replace(/\p{Surrogate}/u, '') + ending;
}

/** The name, or `name (2).txt` where it is taken. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]+)?$/s.exec(name) ?? [];
  for (let number = 2; ; number++) {
    const next = `${stem} (${number})${ending}`;
    if (!taken.includes(next)) return next;
  }
}
