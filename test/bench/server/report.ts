import { cpus, loadavg } from 'node:os';
import type { Load, Measurement } from './measure.ts';
import type { SubjectName } from './subjects.ts';

export interface Row {
  name: SubjectName;
  load: Load;
  /** Milliseconds to the first word, at rest. */
  firstWord: number;
  measured: Measurement;
}

export function report(rows: readonly Row[], date: Date): string {
  const day = date.toISOString().slice(0, 10);
  const load = loadavg()[0]?.toFixed(1);
  return `# What a stream costs the server

Written by \`npm run bench:server\` on ${day}: Node ${process.version}, ${cpus().length} processors that the service and the readers share, other load on them at the end ${load}. Each subject is a process of its own that reads the same service by the \`openai\` client; \`adapter\` is all of the adapter, with its log in memory, \`ai-sdk\` is \`createUIMessageStream\` of the package \`ai\`, \`bare\` writes an event for a word and no more, \`pipe\` hands bytes on. Processor time is that of the subject alone, from opening to opening not counted; delay is from the service's clock to the reader's.

| subject | streams | words/s | µs of processor a word | words/s a core | KiB a stream | delay p50, ms | delay p99, ms | first word at rest, ms |
| ------- | ------: | ------: | ---------------------: | -------------: | -----------: | ------------: | ------------: | ---------------------: |
${rows.map(line).join('\n')}

${goals(rows).join('\n')}
`;
}

/** One subject under one load. */
export function line({ name, load, firstWord, measured }: Row): string {
  const { cpuPerWord, memoryPerStream, p50, p99, wordsPerSecond } = measured;
  const cells = [
    name,
    load.streams,
    Math.round(wordsPerSecond),
    cpuPerWord.toFixed(1),
    Math.round(1_000_000 / cpuPerWord),
    memoryPerStream.toFixed(1),
    p50.toFixed(1),
    p99.toFixed(1),
    firstWord.toFixed(2),
  ];
  return `| ${cells.join(' | ')} |`;
}

function goals(rows: readonly Row[]): string[] {
  return rows
    .filter(({ name }) => name === 'adapter')
    .flatMap(({ load, firstWord, measured }) => {
      const other = (name: SubjectName) => rows.find((row) => row.name === name && row.load.streams === load.streams);
      const [sdk, bare] = [other('ai-sdk'), other('bare')];
      const of = `${load.streams} streams`;
      return [
        goal(`${of}: µs a word`, measured.cpuPerWord, 30),
        ...(sdk
          ? [goal(`${of}: words a core, × the AI SDK's`, sdk.measured.cpuPerWord / measured.cpuPerWord, 2.5, true)]
          : []),
        goal(`${of}: KiB a stream`, measured.memoryPerStream, 64),
        ...(bare ? [goal(`${of}: p99 of the delay, ms more than bare`, measured.p99 - bare.measured.p99, 25)] : []),
        ...(bare ? [goal(`first word, ms more than bare`, firstWord - bare.firstWord, 2)] : []),
      ];
    });
}

function goal(what: string, value: number, bar: number, isLeast = false): string {
  const isMet = isLeast ? value >= bar : value <= bar;
  return `- ${what}: ${value.toFixed(2)}, goal ${isLeast ? '≥' : '≤'} ${bar}: ${isMet ? 'met' : '**missed**'}`;
}
