import type { Browser, CDPSession } from 'puppeteer-core';
import type { Case } from './cases.ts';
import { profile } from './profile.ts';
import type { BenchServer } from './serve.ts';
import { lastWords } from './texts.ts';

/** Time the main thread has worked, in milliseconds of the processor, which a busy machine does not lengthen. */
export interface Work {
  task: number;
  script: number;
  layout: number;
  style: number;
}

export interface Measurement {
  /** To show what was said before. */
  opened: Work;
  /** The script's heap then, in MB, garbage not counted. */
  heap: number;
  /** To show the answer. */
  replied: Work;
  /** The same for each quarter of the answer, all in all; of paced answers only. */
  quarters: number[];
  /** In the seconds after, of the part `paced` only: nothing should run. */
  idle: Work;
  /** Longest task, in milliseconds of the processor; this and what follows of the part `frames` only. */
  longestTask: number;
  /** Longest time between two frames, in milliseconds of the clock, which other programs lengthen. */
  longestGap: number;
}

/** What trails behind an answer is part of it: in milliseconds. */
const settleTime = 600;
/** How long nothing should run, in milliseconds. */
const idleTime = 2000;

/** Shows one answer in a fresh page, in a process of its own, and measures what it costs. */
export async function measure(
  browser: Browser,
  server: BenchServer,
  { text, rate, history, slowdown, part }: Case,
  subject: string,
  wantsProfile = false,
): Promise<Measurement> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const failed = new Promise<never>((_, reject) => page.on('pageerror', reject));
    failed.catch(() => undefined);
    const client = await page.createCDPSession();
    await page.goto(server.url);
    await page.waitForFunction(() => 'bench' in window);
    await client.send('Performance.enable', { timeDomain: 'threadTicks' });
    const call = (act: () => Promise<void>): Promise<void> => Promise.race([page.evaluate(act), failed]);

    // As a string, for JSON knows no infinity.
    const scene = { subject, text, rate: String(rate), history };
    await Promise.race([page.evaluate((given) => window.bench.prepare(given), scene), failed]);
    await pause(settleTime);
    const before = await swept(client);
    await call(() => window.bench.open());
    await pause(settleTime);
    const opened = await read(client);
    const begun = await swept(client);

    if (slowdown > 1) await page.emulateCPUThrottling(slowdown);
    const isWatched = part === 'frames';
    if (isWatched) {
      await page.tracing.start({ categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
      await page.evaluate(() => window.bench.frames.start());
    }
    const marks: Promise<Metrics>[] = [];
    server.onquarter = () => void marks.push(read(client));
    if (wantsProfile) await profile(client, () => call(() => window.bench.reply()));
    else await call(() => window.bench.reply());
    const longestGap = isWatched ? await page.evaluate(() => window.bench.frames.stop()) : 0;
    const longestTask = isWatched ? longestTaskOf(await page.tracing.stop()) : 0;
    await pause(settleTime);
    const replied = await read(client);
    if (part === 'paced') await pause(idleTime);
    const idle = await read(client);

    if (!(await page.evaluate((words) => window.bench.shows(words), lastWords)))
      throw new Error(`${subject} has not shown the whole of ${text}.`);
    return {
      opened: work(before, opened),
      heap: begun.heap / 1e6,
      replied: work(begun, replied),
      quarters: quarters(begun, await Promise.all(marks)),
      idle: work(replied, idle),
      longestTask,
      longestGap,
    };
  } finally {
    await context.close();
  }
}

interface Metrics extends Work {
  heap: number;
}

async function read(client: CDPSession): Promise<Metrics> {
  const { metrics } = await client.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return {
    task: 1000 * of('TaskDuration'),
    script: 1000 * of('ScriptDuration'),
    layout: 1000 * of('LayoutDuration'),
    style: 1000 * of('RecalcStyleDuration'),
    heap: of('JSHeapUsedSize'),
  };
}

/** Without garbage, of which what comes next must not be accused. */
async function swept(client: CDPSession): Promise<Metrics> {
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.collectGarbage');
  return read(client);
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

function longestTaskOf(trace: Uint8Array | undefined): number {
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace)) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const isMain = ({ name, args }: TraceEvent): boolean => name === 'thread_name' && args.name === 'CrRendererMain';
  const mainThreads = new Set(traceEvents.filter(isMain).map(threadOf));
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && mainThreads.has(threadOf(event)));
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
}

function work(from: Work, to: Work): Work {
  return {
    task: to.task - from.task,
    script: to.script - from.script,
    layout: to.layout - from.layout,
    style: to.style - from.style,
  };
}

function quarters(begun: Work, marks: readonly Work[]): number[] {
  return marks.map((mark, n) => mark.task - (marks[n - 1] ?? begun).task);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
