/** A calculation said in words, as a formula and as the sentence it answers. */
export interface SpokenFormula {
  formula: string;
  /** What the result is, e.g. "17% of 2,340"; the result follows after "is". */
  subject: string;
  /** Stands after the result. */
  unit?: string;
}

const number = String.raw`[$€£]?\s*(\d[\d,]*(?:\.\d+)?)`;
const percent = String.raw`(\d+(?:\.\d+)?)\s*(?:%|percent|per cent)`;

const forms: [RegExp, (a: string, b: string) => SpokenFormula][] = [
  [
    pattern(`${percent} (?:tip |discount |tax |vat )?(?:of|on) ${number}`),
    (a, b) => ({ formula: `${a}/100 * ${b}`, subject: `${a}% of ${b}` }),
  ],
  [
    pattern(`${percent} off (?:of )?${number}`),
    (a, b) => ({ formula: `${b} * (1 - ${a}/100)`, subject: `${b} less ${a}%` }),
  ],
  [
    pattern(`${number} (?:plus|\\+|increased by|and) ${percent}`),
    (a, b) => ({ formula: `${a} * (1 + ${b}/100)`, subject: `${a} plus ${b}%` }),
  ],
  [
    pattern(`${number} (?:minus|-|−|decreased by|reduced by|less) ${percent}`),
    (a, b) => ({ formula: `${a} * (1 - ${b}/100)`, subject: `${a} less ${b}%` }),
  ],
  [
    pattern(`(?:increase|raise) ${number} by ${percent}`),
    (a, b) => ({ formula: `${a} * (1 + ${b}/100)`, subject: `${a} increased by ${b}%` }),
  ],
  [
    pattern(`(?:decrease|reduce|lower) ${number} by ${percent}`),
    (a, b) => ({ formula: `${a} * (1 - ${b}/100)`, subject: `${a} decreased by ${b}%` }),
  ],
  [pattern(`(?:what |which )?(?:percent|percentage|%) of ${number} (?:is|are) ${number}`), (a, b) => share(b, a)],
  [pattern(`${number} (?:is|are|as) (?:what|which|a)? ?(?:percent|percentage|%) of ${number}`), share],
  [
    pattern(
      `(?:percent|percentage|%)? ?(?:change|increase|decrease|growth|difference) (?:from|between) ${number} (?:to|and) ${number}`,
    ),
    change,
  ],
  [pattern(`half of ${number}()`), (a) => ({ formula: `${a} / 2`, subject: `half of ${a}` })],
  [pattern(`(?:a |one )?third of ${number}()`), (a) => ({ formula: `${a} / 3`, subject: `a third of ${a}` })],
  [pattern(`(?:a |one )?quarter of ${number}()`), (a) => ({ formula: `${a} / 4`, subject: `a quarter of ${a}` })],
];

/** Percentages and parts as people say them; undefined where the text, but for its fillers, is none. */
export function findSpokenFormula(text: string): SpokenFormula | undefined {
  for (const [form, write] of forms) {
    const match = form.exec(text);
    if (match) return write(plain(match[1]), plain(match[2]));
  }
  return undefined;
}

function pattern(form: string): RegExp {
  return new RegExp(`^${form.replaceAll(' ', String.raw`\s*`)}$`, 'i');
}

function share(part: string, whole: string): SpokenFormula {
  return { formula: `${part} / ${whole} * 100`, subject: `${part} as a share of ${whole}`, unit: '%' };
}

function change(from: string, to: string): SpokenFormula {
  return { formula: `(${to} - ${from}) / ${from} * 100`, subject: `the change from ${from} to ${to}`, unit: '%' };
}

function plain(digits: string | undefined): string {
  return (digits ?? '').replaceAll(',', '');
}
