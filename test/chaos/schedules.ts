import { seeded } from '../support/seeded.ts';
import type { Question } from './answers.ts';
import { mostTurns } from './expectation.ts';
import { bodyActs, cuttingActs, type Act, type Fault, type Hop, type Moment } from './fault.ts';
import type { Case } from './run-case.ts';

/** What is asked. Answers that wait for the page, fail, or end early on their own are not among them yet. */
const questions: readonly Question[] = ['brief', 'cite', 'long', 'think', 'compute', 'call'];
/** What may befall a request before anything of its answer has come back, and what may befall its body. */
const early: Readonly<Record<Hop, readonly Act[]>> = {
  page: ['close', 'busy', 'broken', 'again', 'die', 'reload'],
  service: ['close', 'busy', 'broken', 'die'],
};
const answered: readonly Act[] = ['close', 'stall', 'die'];
/** What is there twice comes twice as often. */
const inBody: Readonly<Record<Hop, readonly Act[]>> = {
  page: [...bodyActs, 'reload', 'reload', 'stop', 'watch'],
  service: [...bodyActs, 'die'],
};

/** The schedule with that number: the same one for the same seed, whatever others were lived through before it. */
export function scheduleOf(seed: number, number: number): Case {
  const random = seeded(seed * 1_000_003 + number);
  const upTo = (most: number): number => Math.floor(random() * most);
  const oneOf = <Value>(values: readonly Value[]): Value => values[upTo(values.length)] as Value;
  const faults = Array.from({ length: 1 + upTo(5) }, (): Fault => {
    const hop = oneOf(['page', 'service'] as const);
    const of = random() < 0.75 ? 'stream' : 'call';
    const [at, act] = oneOf<() => [Moment, Act]>([
      () => ['asked', oneOf(early[hop])],
      () => ['answered', oneOf(answered)],
      () => [{ byte: upTo(3000) }, oneOf(cuttingActs)],
      () => [{ event: upTo(30) }, oneOf(inBody[hop])],
      () => [{ event: upTo(30), byte: upTo(200) }, oneOf(cuttingActs)],
      () => [{ event: upTo(12) }, oneOf(inBody[hop])],
    ])();
    return { hop, of, request: upTo(of === 'stream' ? 5 : 12), at, act };
  });
  return {
    name: `schedule-${number}`,
    seed: seed + number,
    questions: Array.from({ length: 1 + upTo(mostTurns) }, () => oneOf(questions)),
    faults,
    pieceSize: oneOf([1, 7, 64, 1000, Infinity, Infinity]),
    adapters: 1 + upTo(3),
    sharesStore: random() < 0.5,
  };
}
