import type { Expectation } from './expectation.ts';
import { judge, type Verdict } from './judge.ts';
import type { Port } from './port.ts';
import { runCase, type Case } from './run-case.ts';

export interface Tally {
  cases: number;
  survived: number;
  told: number;
  unheard: number;
  lost: number;
  doubled: number;
  /** What went wrong, case by case. */
  failures: { given: Case; why: string }[];
}

export interface Chaos {
  port: Port;
  expectation: Expectation;
  /** How many cases are lived through at the same time: most of each is waiting. */
  atOnce: number;
  onVerdict?: (given: Case, verdict: Verdict) => void;
}

export function emptyTally(): Tally {
  return { cases: 0, survived: 0, told: 0, unheard: 0, lost: 0, doubled: 0, failures: [] };
}

/** Lives through all cases and counts what became of them. */
export async function runCases(cases: Iterable<Case>, { port, expectation, atOnce, onVerdict }: Chaos): Promise<Tally> {
  const tally = emptyTally();
  const rest = cases[Symbol.iterator]();
  const live = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) {
      const given = next.value;
      const verdict = await verdictOf(given, port, expectation);
      tally.cases++;
      tally[verdict.kind]++;
      if ('why' in verdict) tally.failures.push({ given, why: verdict.why });
      onVerdict?.(given, verdict);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, live));
  return tally;
}

async function verdictOf(given: Case, port: Port, expectation: Expectation): Promise<Verdict> {
  const texts = given.questions.map((question, turn) => expectation.text(question, turn));
  try {
    return judge(given, await runCase(given, port, texts), expectation);
  } catch (error) {
    return { kind: 'lost', why: error instanceof Error ? error.message : String(error) };
  }
}
