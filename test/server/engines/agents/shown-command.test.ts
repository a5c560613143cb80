import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shownCommand } from '../../../../server/engines/agents/map/shown-command.ts';

it('a command is shown as a person would write it', () => {
  const shell = (code: string) => ({ code, language: 'shell' });
  const python = (code: string) => ({ code, language: 'python' });
  for (const [command, shown] of [
    ['ls -la', shell('ls -la')],
    ["/bin/bash -lc 'ls -la'", shell('ls -la')],
    ["bash -c 'echo '\\''a'\\'''", shell("echo 'a'")],
    ['sh -c "echo \\"$HOME\\" \\\\"', shell('echo "$HOME" \\')],
    ["python3 - <<'PY'\nprint(1)\nprint(2)\nPY", python('print(1)\nprint(2)')],
    ['python <<EOF\nprint(1)\nEOF\n', python('print(1)')],
    ["bash -lc 'python3 - <<PY\nprint(1)\nPY'", python('print(1)')],
    ['python3 make.py <<EOF\n1\nEOF', shell('python3 make.py <<EOF\n1\nEOF')],
    ["echo 'a' && echo 'b'", shell("echo 'a' && echo 'b'")],
    ['', shell('')],
  ] as const) {
    assert.deepEqual(shownCommand(command), shown, command);
  }
});
