import { parseArgs } from 'node:util';
import { WrongCall } from './wrong-call.ts';

export const localUsage = `Usage: assistant-kit local [options]

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

/** Serves until the process is told to end. */
export async function runLocal(args: string[]): Promise<void> {
  const values = readArguments(args);
  const port = readNumber('port', values.port, 65_535);
  const pace = readNumber('pace', values.pace, 60_000);
  const { serveLocal } = await import('./serve-local.ts');
  try {
    await serveLocal({ port, pace, ...(!values.memory && { folder: values.dir }) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${port} is taken. Choose another with --port, or --port 0 for any free one.`, {
      cause: error,
    });
  }
}

function readArguments(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '4010' },
        dir: { type: 'string', default: '.assistant-data/local' },
        memory: { type: 'boolean', default: false },
        pace: { type: 'string', default: '15' },
      },
    });
    return values;
  } catch (error) {
    throw new WrongCall((error as Error).message);
  }
}

function readNumber(name: string, text: string, maximum: number): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= 0 && number <= maximum) return number;
  throw new WrongCall(`--${name} takes a whole number from 0 to ${maximum}, not '${text}'.`);
}
