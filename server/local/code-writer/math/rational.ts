/** An exact fraction in lowest terms, its denominator positive. */
export class Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;

  /** Throws a RangeError where the denominator is zero. */
  constructor(numerator: bigint, denominator = 1n) {
    if (denominator === 0n) throw new RangeError('division by zero');
    const divisor = greatestCommonDivisor(numerator, denominator) * (denominator < 0n ? -1n : 1n);
    this.numerator = numerator / divisor;
    this.denominator = denominator / divisor;
  }

  /** Reads digits with an optional decimal point. */
  static parse(text: string): Rational {
    const [whole = '', decimals = ''] = text.split('.');
    return new Rational(BigInt(`${whole}${decimals}` || '0'), 10n ** BigInt(decimals.length));
  }

  get isZero(): boolean {
    return this.numerator === 0n;
  }

  get isWhole(): boolean {
    return this.denominator === 1n;
  }

  plus(other: Rational): Rational {
    return new Rational(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  times(other: Rational): Rational {
    return new Rational(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  negated(): Rational {
    return new Rational(-this.numerator, this.denominator);
  }

  equals(other: Rational): boolean {
    return this.numerator === other.numerator && this.denominator === other.denominator;
  }

  toString(): string {
    return this.isWhole ? `${this.numerator}` : `${this.numerator}/${this.denominator}`;
  }
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger === 0n ? 1n : larger;
}
