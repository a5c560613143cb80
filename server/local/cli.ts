#!/usr/bin/env node
import { parseArgs } from 'node:util';

const usage = `Usage: assistant-kit local [options]

Serves OpenAI's API on this machine, for development, demos and tests: no key, no network.
It follows rules and is no language model: it calculates, runs Python, quotes files and
calls functions. Clients take http://127.0.0.1:<port>/v1 as their base URL and any key.

Options:
  --port <number>  port to listen on, 0 for any free one (default 4010)
  --dir <folder>   folder to keep files and conversations in; it may be deleted
                   while the service is stopped (default .assistant-data/local)
  --memory         keep everything in memory instead
  --pace <ms>      milliseconds before each word of an answer (default 15)
  --help           show this text

For tests a request can ask for trouble by the header x-local-fault, as in
"x-local-fault: latency=400, cut-after=5". There are latency=<ms>, status=<code>, pace=<ms>,
and, each after so many events of a stream, malformed-after, cut-after, stall-after, fail-after,
incomplete-after, expire-after.
`;

/** Tells what is wrong and how it is right, and ends with the status that shells take for a wrong call. */
function refuse(message: string): never {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '4010' },
        dir: { type: 'string', default: '.assistant-data/local' },
        memory: { type: 'boolean', default: false },
        pace: { type: 'string', default: '15' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function readNumber(name: string, text: string, maximum: number): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= 0 && number <= maximum) return number;
  return refuse(`--${name} takes a whole number from 0 to ${maximum}, not '${text}'.`);
}

const { values, positionals } = readArguments();
if (values.help) {
  console.log(usage);
} else if (positionals[0] !== 'local' || positionals.length > 1) {
  refuse(positionals.length === 0 ? 'Which command?' : `There is no command '${positionals.join(' ')}'.`);
} else {
  const port = readNumber('port', values.port, 65_535);
  const pace = readNumber('pace', values.pace, 60_000);
  try {
    // Imported only here, so that the usage can be read where an optional package is missing.
    const { serveLocal } = await import('./serve-local.ts');
    await serveLocal({ port, pace, ...(!values.memory && { folder: values.dir }) });
  } catch (error) {
    console.error(explain(error as NodeJS.ErrnoException, port));
    process.exit(1);
  }
}

function explain(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes("'hono'")) {
    return 'This command needs the package hono: npm install hono (or npx -p assistant-kit -p hono assistant-kit local).';
  }
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is taken. Choose another with --port, or --port 0 for any free one.`;
  return error.message;
}
