const words: [RegExp, string][] = [
  [/\bto the power of\b|\braised to(?: the power of)?\b/gi, '^'],
  [/\bmultiplied by\b|\btimes\b/gi, '*'],
  [/\bdivided by\b/gi, '/'],
  [/\bsquared\b/gi, '^2'],
  [/\bcubed\b/gi, '^3'],
  [/\bplus\b/gi, '+'],
  [/\bminus\b/gi, '-'],
  [/\b(?:is )?equal(?:s| to)\b/gi, '='],
  [/\b(?:the )?square root of\b/gi, 'sqrt'],
  [/\b(?:the )?cube root of\b/gi, 'cbrt'],
  [/\b(?:percent|per cent)\b/gi, '%'],
  [/\bmodulo\b/gi, 'mod'],
];

const smallNumbers =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen twenty`.split(/\s+/);
const smallNumber = new RegExp(`\\b(?:${smallNumbers.join('|')})\\b`, 'gi');

/** "two plus two" with digits. */
export function withDigits(text: string): string {
  return text.replace(smallNumber, (word) => String(smallNumbers.indexOf(word.toLowerCase())));
}

/** A text with spoken formulas in signs ("3x plus 11 equals 14") and the commonest of LaTeX in plain writing. */
export function plainFormula(text: string): string {
  let plain = text
    .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, '(($1)/($2))')
    .replace(/\\sqrt\s*\{([^{}]*)\}/g, 'sqrt($1)')
    .replace(/\\(?:cdot|times)\b/g, '*')
    .replace(/\\div\b/g, '/')
    .replace(/\\(?:left|right|[()[\],;!])/g, '')
    .replace(/\^\s*\{([^{}]*)\}/g, '^($1)')
    .replace(/\$+/g, ' ')
    .replace(/==/g, '=');
  for (const [word, sign] of words) plain = plain.replace(word, ` ${sign} `);
  return plain.replace(/[ \t]+/g, ' ');
}
