import { Expectation } from './expectation.ts';
import { inWords } from './fault.ts';
import { Port } from './port.ts';
import type { Case } from './run-case.ts';
import { runCases } from './run-cases.ts';
import { scheduleOf } from './schedules.ts';
import { SteadyClock } from './steady-clock.ts';

/** The part of the schedules that falls to this process. */
const { seed, from, until, step } = JSON.parse(process.argv[2] ?? '{}') as Record<
  'seed' | 'from' | 'until' | 'step',
  number
>;
const clock = new SteadyClock();
const port = await Port.open();
const expectation = await Expectation.find(port);
await runCases(schedules(), {
  port,
  expectation,
  atOnce: 24,
  onVerdict: (given, verdict) => {
    const failure = 'why' in verdict ? `${inFull(given)}\n  ${verdict.why}` : undefined;
    process.send?.({ kind: verdict.kind, failure });
  },
});
port.close();
clock.stop();
process.disconnect();

function* schedules(): Generator<Case> {
  for (let number = from; number < until; number += step) yield scheduleOf(seed, number);
}

/** All that it takes to live through it alone. */
function inFull({ name, questions, adapters, sharesStore, pieceSize, faults }: Case): string {
  const number = name.replace('schedule-', '');
  return [
    `--seed=${seed} --only=${number}`,
    `  ${questions.join(', ')}; ${adapters} adapters, ${sharesStore ? 'one store' : 'no common store'}; pieces of ${pieceSize} bytes`,
    ...faults.map((fault) => `  ${inWords(fault)}`),
  ].join('\n');
}
