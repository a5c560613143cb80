import type { Expression } from './expression.ts';

export interface PythonSpelling {
  /** How a variable is called in the code. */
  nameOf?: (variable: string) => string;
  /** True where every number is exact: decimals and quotients of whole numbers are written as fractions. */
  exact: boolean;
}

/** The expression as Python. With `exact`, `Fraction` must be imported; functions and constants need `math`. */
export function toPython(expression: Expression, spelling: PythonSpelling): string {
  return write(expression, spelling).text;
}

/** How tightly an operator binds; parentheses stand where a part binds less than its place asks for. */
const strength = { sum: 1, product: 2, sign: 3, power: 4, atom: 5 };

interface Written {
  text: string;
  binds: number;
  /** Without a variable or a fraction in it, so that Python would divide it inexactly. */
  whole: boolean;
}

function write(expression: Expression, spelling: PythonSpelling): Written {
  const inner = (part: Expression, least: number) => parenthesise(write(part, spelling), least);
  switch (expression.kind) {
    case 'number':
      return writeNumber(expression.text, spelling);
    case 'variable':
      return { text: spelling.nameOf?.(expression.name) ?? expression.name, binds: strength.atom, whole: false };
    case 'constant':
      return { text: `math.${expression.name}`, binds: strength.atom, whole: false };
    case 'negative': {
      const part = inner(expression.of, strength.sign);
      return { text: `-${part.text}`, binds: strength.sign, whole: part.whole };
    }
    case 'percent':
      return writeQuotient(
        inner(expression.of, strength.product),
        { text: '100', binds: strength.atom, whole: true },
        spelling,
      );
    case 'factorial':
      return {
        text: `math.factorial(${write(expression.of, { ...spelling, exact: false }).text})`,
        binds: strength.atom,
        whole: true,
      };
    case 'call':
      return {
        text: `${functions[expression.name]}(${write(expression.argument, spelling).text})`,
        binds: strength.atom,
        whole: false,
      };
    case 'binary':
      return writeBinary(expression, spelling);
  }
}

const functions = {
  sqrt: 'math.sqrt',
  cbrt: 'math.cbrt',
  abs: 'abs',
  ln: 'math.log',
  log: 'math.log10',
  exp: 'math.exp',
  sin: 'math.sin',
  cos: 'math.cos',
  tan: 'math.tan',
};

function writeBinary({ operator, left, right }: Expression & { kind: 'binary' }, spelling: PythonSpelling): Written {
  const inner = (part: Expression, least: number) => parenthesise(write(part, spelling), least);
  switch (operator) {
    case '+':
    case '-': {
      const [a, b] = [inner(left, strength.sum), inner(right, strength.product)];
      return { text: `${a.text} ${operator} ${b.text}`, binds: strength.sum, whole: a.whole && b.whole };
    }
    case '*': {
      const [a, b] = [inner(left, strength.product), inner(right, strength.sign)];
      return { text: `${a.text}*${b.text}`, binds: strength.product, whole: a.whole && b.whole };
    }
    case '/': {
      const [a, b] = [write(left, spelling), inner(right, strength.sign)];
      return writeQuotient(a, b, spelling);
    }
    case 'mod': {
      const [a, b] = [inner(left, strength.product), inner(right, strength.sign)];
      return { text: `${a.text} % ${b.text}`, binds: strength.product, whole: a.whole && b.whole };
    }
    case '^': {
      const [a, b] = [inner(left, strength.atom), inner(right, strength.atom)];
      // Python leaves the whole numbers where the exponent is negative.
      const base = spelling.exact && a.whole && right.kind === 'negative' ? `Fraction(${a.text})` : a.text;
      return {
        text: `${base}**${b.text}`,
        binds: strength.power,
        whole: a.whole && b.whole && right.kind !== 'negative',
      };
    }
  }
}

function writeQuotient(a: Written, b: Written, { exact }: PythonSpelling): Written {
  if (!exact || !a.whole || !b.whole) {
    return { text: `${parenthesise(a, strength.product).text}/${b.text}`, binds: strength.product, whole: false };
  }
  if (/^\d+$/.test(b.text)) return { text: `Fraction(${a.text}, ${b.text})`, binds: strength.atom, whole: false };
  return { text: `Fraction(${a.text})/${b.text}`, binds: strength.product, whole: false };
}

function writeNumber(text: string, { exact }: PythonSpelling): Written {
  const digits = text.replace(/^0+(?=\d)/, '');
  if (!digits.includes('.')) return { text: digits, binds: strength.atom, whole: true };
  const decimal = digits.startsWith('.') ? `0${digits}` : digits;
  return { text: exact ? `Fraction("${decimal}")` : decimal, binds: strength.atom, whole: false };
}

function parenthesise(written: Written, least: number): Written {
  return written.binds >= least ? written : { ...written, text: `(${written.text})`, binds: strength.atom };
}
