export interface ShownCommand {
  code: string;
  language: 'python' | 'shell';
}

/** A command as a person would write it: without the shell that wraps it, and Python that is piped into Python as Python. */
export function shownCommand(command: string): ShownCommand {
  const inner = unwrapped(command.trim());
  const [, , code] = /^(?:\S*\/)?python3?(?: -)? ?<<-?\s*(['"]?)\w+\1\n([^]*?)\n?\w+\s*$/.exec(inner) ?? [];
  return code === undefined ? { code: inner, language: 'shell' } : { code, language: 'python' };
}

/** `ls` for `/bin/bash -lc 'ls'`. */
function unwrapped(command: string): string {
  const [, quote, inner] = /^(?:\S*\/)?(?:ba|z|da)?sh -l?c (['"])([^]*)\1$/.exec(command) ?? [];
  if (inner === undefined) return command;
  return quote === "'" ? inner.replaceAll(`'\\''`, "'") : inner.replace(/\\(["\\$`])/g, '$1');
}
