// Lives through schedules of faults and counts what became of them: `npm run chaos -- --schedules=10000 --seed=1`; with
// `--only=<number>` one schedule again.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { Verdict } from './judge.ts';
import { emptyTally } from './run-cases.ts';

/** What a worker tells of a schedule. */
interface Living {
  kind: Verdict['kind'];
  failure?: string;
}

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
    workers: { type: 'string', default: '2' },
  },
});
const seed = Number(values.seed);
const from = Number(values.only ?? values.from);
const until = values.only === undefined ? from + Number(values.schedules) : from + 1;
const workers = values.only === undefined ? Number(values.workers) : 1;
const total = emptyTally();
const begun = performance.now();
let shownAt = 0;

console.log(`seed ${seed}, schedules ${from} to ${until - 1}`);
await Promise.all(Array.from({ length: workers }, (_, index) => live(index)));
report();
process.exitCode = total.lost + total.doubled > 0 ? 1 : 0;

async function live(index: number): Promise<void> {
  const share = JSON.stringify({ seed, from: from + index, until, step: workers });
  const worker = fork(fileURLToPath(new URL('chaos-worker.ts', import.meta.url)), [share], {
    execArgv: ['--import', 'tsx'],
  });
  worker.on('message', (message) => add(message as Living));
  const [code] = (await once(worker, 'exit')) as [number];
  if (code !== 0) throw new Error('A worker has failed.');
}

function add({ kind, failure }: Living): void {
  total.cases++;
  total[kind]++;
  if (failure) console.log(`${kind}: ${failure}`);
  if (total.cases - shownAt < 500) return;
  shownAt = total.cases;
  report();
}

function report(): void {
  const { cases, survived, told, unheard, lost, doubled } = total;
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(
    `${cases} cases in ${seconds} s: survived ${survived}, with an error shown ${told}, begun twice unheard ${unheard}, lost ${lost}, doubled ${doubled}`,
  );
}
