import type { Case } from './cases.ts';
import type { Measurement } from './measure.ts';

/** What was measured, by case, subject and run. */
export class Results {
  readonly #measured = new Map<Case, Map<string, Measurement[]>>();

  add(one: Case, subject: string, measurement: Measurement): void {
    const bySubject = this.#measured.get(one) ?? new Map<string, Measurement[]>();
    this.#measured.set(one, bySubject);
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), measurement]);
  }

  cases(part: Case['part']): Case[] {
    return [...this.#measured.keys()].filter((one) => one.part === part);
  }

  subjects(cases: readonly Case[]): string[] {
    return [...new Set(cases.flatMap((one) => [...(this.#measured.get(one)?.keys() ?? [])]))];
  }

  /** The median of all runs; undefined where nothing was measured. */
  median(one: Case | undefined, subject: string, of: (measurement: Measurement) => number): number | undefined {
    return median(this.#runs(one, subject).map(of));
  }

  /** The median of how one measurement stands to another of the same run, which a machine that grows busier does not distort. */
  ratio(
    [one, subject]: [Case | undefined, string],
    [other, toSubject]: [Case | undefined, string],
    of: (measurement: Measurement) => number,
  ): number | undefined {
    const base = this.#runs(other, toSubject);
    const ratios = this.#runs(one, subject).map((measurement, run) => {
      const reference = base[run];
      return reference ? of(measurement) / of(reference) : NaN;
    });
    return median(ratios.filter((ratio) => !Number.isNaN(ratio)));
  }

  #runs(one: Case | undefined, subject: string): readonly Measurement[] {
    return (one && this.#measured.get(one)?.get(subject)) ?? [];
  }
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
