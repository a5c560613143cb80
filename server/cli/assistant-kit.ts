#!/usr/bin/env node
import { importUsage, runImport } from './import-command.ts';
import { localUsage, runLocal } from './local-command.ts';
import { WrongCall } from './wrong-call.ts';

const usage = `Usage: assistant-kit <command> [options]

Commands:
  local    serves OpenAI's API on this machine, for development, demos and tests
  import   carries threads of Assistants over to conversations

assistant-kit <command> --help says more.
`;

const commands: Record<string, { usage: string; run: (args: string[]) => Promise<void> }> = {
  local: { usage: localUsage, run: runLocal },
  import: { usage: importUsage, run: runImport },
};

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
const asksForHelp = (word: string) => word === '--help' || word === '-h';

try {
  if (command) {
    if (args.some(asksForHelp)) console.log(command.usage);
    else await command.run(args);
  } else if (asksForHelp(name)) {
    console.log(usage);
  } else {
    throw new WrongCall(name === '' ? 'Which command?' : `There is no command '${name}'.`);
  }
} catch (error) {
  if (error instanceof WrongCall) {
    // The status that shells take for a wrong call.
    process.exitCode = 2;
    console.error(`${error.message}\n\n${command?.usage ?? usage}`);
  } else {
    process.exitCode = 1;
    console.error(explain(error as NodeJS.ErrnoException));
  }
}

/** Commands load what they need when they run, so that their usage can be read where an optional package is missing. */
function explain(error: NodeJS.ErrnoException): string {
  const [, missing] = error.code === 'ERR_MODULE_NOT_FOUND' ? (/'(hono|openai)'/.exec(error.message) ?? []) : [];
  if (missing === undefined) return error.message;
  return `This command needs the package ${missing}: npm install ${missing} (or npx -p assistant-kit -p ${missing} assistant-kit ${name}).`;
}
