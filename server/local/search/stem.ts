/**
 * An English word without its ending, so that `expires`, `expired` and `expire` are one. It errs on the side of too little: two
 * words that differ in meaning should not meet. Words of other languages mostly pass unchanged.
 * @param word in lower case
 */
export function stem(word: string): string {
  if (/\d/.test(word)) return word;
  let rest = word.replace(/['’]s?$/, '');
  if (rest.length > 4 && rest.endsWith('ies')) rest = `${rest.slice(0, -3)}y`;
  else if (/(?:s|x|z|ch|sh)es$/.test(rest) && rest.length > 4) rest = rest.slice(0, -2);
  else if (rest.length > 3 && /[^sui]s$/.test(rest)) rest = rest.slice(0, -1);
  for (const ending of ['ation', 'ment', 'ing', 'ed', 'ly']) {
    const base = rest.slice(0, -ending.length);
    if (rest.endsWith(ending) && base.length >= 3 && /[aeiouy]/.test(base)) {
      rest = withoutDouble(base);
      break;
    }
  }
  return rest.length > 4 && rest.endsWith('e') ? rest.slice(0, -1) : rest;
}

/** `stopp` was `stop`; but `sell` and `pass` have their double letter for themselves. */
function withoutDouble(base: string): string {
  return /([^aeiouylsz])\1$/.test(base) || base.endsWith('cell') ? base.slice(0, -1) : base;
}
