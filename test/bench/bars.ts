import type { Case } from './cases.ts';
import type { Measurement } from './measure.ts';
import type { Results } from './results.ts';

/** Something that has been promised, and a figure that says whether it holds. */
export interface Bar {
  readonly name: string;
  /** The figure must not be greater. */
  readonly limit: number;
  readonly reached: (subject: string) => number | undefined;
}

const floor = 'floor-dom';
const groupedFloor = 'floor-dom-groups';

const replied = ({ replied }: Measurement): number => replied.task;
const opened = ({ opened }: Measurement): number => opened.task;
const heap = ({ heap }: Measurement): number => heap;

/** The bars for which something was measured. */
export function barsOf(results: Results): Bar[] {
  return [...firehoseBars(results), ...pacedBars(results), ...threadBars(results)];
}

function firehoseBars(results: Results): Bar[] {
  const cases = results.cases('firehose');
  const growths = cases.flatMap((one) => {
    const larger = cases.find((other) => other.size === one.size * 4 && kind(other) === kind(one));
    return larger ? [growthBar(results, one, larger)] : [];
  });
  return [
    ...cases.map((one) => ({
      name: `firehose, ${one.name}: × floor-dom`,
      limit: 2,
      reached: (subject: string) => results.ratio([one, subject], [one, floor], replied),
    })),
    ...growths,
  ];
}

function growthBar(results: Results, one: Case, larger: Case): Bar {
  return {
    name: `growth, ${one.name} → ${larger.name}: exponent`,
    limit: 1.05,
    reached(subject) {
      const ratio = results.ratio([larger, subject], [one, subject], replied);
      return ratio === undefined ? undefined : Math.log(ratio) / Math.log(larger.size / one.size);
    },
  };
}

function pacedBars(results: Results): Bar[] {
  const [paced] = results.cases('paced');
  const [slowed] = results.cases('frames');
  const bars: Bar[] = [];
  if (paced)
    bars.push(
      {
        name: `paced, ${paced.name}: × floor-dom`,
        limit: 1.5,
        reached: (subject) => results.ratio([paced, subject], [paced, floor], replied),
      },
      {
        name: `paced, ${paced.name}: last quarter × first`,
        limit: 1.3,
        reached: (subject) =>
          results.median(paced, subject, ({ quarters }) => (quarters.at(-1) ?? 0) / (quarters[0] ?? 0)),
      },
      {
        name: 'idle for 2 s: ms more than floor-dom',
        limit: 1,
        reached(subject) {
          const idle = results.median(paced, subject, (measurement) => measurement.idle.task);
          return idle && idle - (results.median(paced, floor, (measurement) => measurement.idle.task) ?? 0);
        },
      },
    );
  if (slowed)
    bars.push({
      name: `${slowed.name}: longest task, ms`,
      limit: 50,
      reached: (subject) => results.median(slowed, subject, ({ longestTask }) => longestTask),
    });
  return bars;
}

function threadBars(results: Results): Bar[] {
  const [empty, long] = results.cases('thread').sort((one, other) => one.history - other.history);
  if (!empty || !long) return [];
  return [
    {
      name: `answer ${long.name}: × after none`,
      limit: 1.1,
      reached: (subject) => results.ratio([long, subject], [empty, subject], replied),
    },
    ...[floor, groupedFloor].flatMap((reference): Bar[] => [
      {
        name: `${long.history.toLocaleString('en')} messages shown: × ${reference}`,
        limit: 2,
        reached: (subject) => results.ratio([long, subject], [long, reference], opened),
      },
      {
        name: `${long.history.toLocaleString('en')} messages shown, heap: × ${reference}`,
        limit: 2,
        reached: (subject) => results.ratio([long, subject], [long, reference], heap),
      },
    ]),
  ];
}

function kind({ text }: Case): string {
  return text.replace(/\d+$/, '');
}
