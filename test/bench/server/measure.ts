import { start } from './process.ts';
import { Readers } from './readers.ts';
import type { Usage } from './subject.ts';
import type { SubjectName } from './subjects.ts';

export interface Load {
  streams: number;
  /** Words of each stream in a second. */
  rate: number;
}

export interface Measurement {
  /** Processor time for each word, in microseconds; those of opening the streams are not counted. */
  cpuPerWord: number;
  /** Resident memory for each open stream, in KiB. */
  memoryPerStream: number;
  /** How long words were on their way through it, in milliseconds. */
  p50: number;
  p99: number;
  wordsPerSecond: number;
}

/** Answers that are over before anything is measured: what is compiled and grown once is no stream's. */
const warmUp = 300;
const openingMs = 5;
const windowMs = 6000;

/** Holds that many streams open at once, and measures for some seconds in their midst. */
export async function measureLoad(name: SubjectName, upstreamPort: number, load: Load): Promise<Measurement> {
  const subject = await start('subject', [name, `http://127.0.0.1:${upstreamPort}/v1`]);
  try {
    const warming = new Readers();
    await Promise.all(Array.from({ length: warmUp }, () => warming.read(subject.port, 'words-40-10')));
    const before = await subject.ask<Usage>('memory');

    const readers = new Readers();
    // Longer than it is looked at, whatever the machine has to do besides.
    const seconds = 120;
    const model = `words-${load.rate * seconds}-${Math.round(1000 / load.rate)}`;
    for (let number = 0; number < load.streams; number++) {
      void readers.read(subject.port, model);
      await pause(openingMs);
    }
    await pause(2000);
    const [{ cpu }, words, startedAt] = [await subject.ask<Usage>('cpu'), readers.words, performance.now()];
    readers.isMeasuring = true;
    await pause(windowMs);
    readers.isMeasuring = false;
    const used = (await subject.ask<Usage>('cpu')).cpu - cpu;
    const [said, elapsed] = [readers.words - words, performance.now() - startedAt];
    const { open } = readers;
    if (open < load.streams * 0.99)
      throw new Error(`${name}: only ${open} of ${load.streams} streams were open to the end.`);
    const during = await subject.ask<Usage>('memory');
    return {
      cpuPerWord: used / said,
      memoryPerStream: (during.memory - before.memory) / 1024 / open,
      p50: percentile(readers.delays, 0.5),
      p99: percentile(readers.delays, 0.99),
      wordsPerSecond: (said / elapsed) * 1000,
    };
  } finally {
    subject.end();
  }
}

/** Milliseconds to the first word with nothing else to do, the median of many answers one after the other. */
export async function measureFirstWord(name: SubjectName, upstreamPort: number): Promise<number> {
  const subject = await start('subject', [name, `http://127.0.0.1:${upstreamPort}/v1`]);
  try {
    const readers = new Readers();
    const times: number[] = [];
    for (let number = 0; number < 400; number++) {
      const time = await readers.read(subject.port, 'words-2-1');
      if (number >= 100) times.push(time);
    }
    return percentile(times, 0.5);
  } finally {
    subject.end();
  }
}

function percentile(values: number[], part: number): number {
  values.sort((a, b) => a - b);
  return values[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
