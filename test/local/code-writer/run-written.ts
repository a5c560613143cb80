import assert from 'node:assert/strict';
import { after } from 'node:test';
import { writeCode, type InputFile, type WrittenCode } from '../../../server/local/code-writer/index.ts';
import type { PythonResult } from '../../../server/local/python/index.ts';
import { startHost, textOf } from '../python/start-host.ts';

export interface Run {
  written: WrittenCode;
  result: PythonResult;
  answer: string;
  /** The text of a file the code wrote. */
  file(name: string): string;
}

/** Runs what is written for a question in real Python; each question in a session of its own. To be called in a `describe`. */
export function runner(): (question: string, files?: readonly InputFile[]) => Promise<Run> {
  const host = startHost({ maxSessions: 1 });
  after(() => host.close());
  const session = host.session('questions');
  return async (question, files = []) => {
    const written = writeCode(question, files);
    assert.ok(written, `no code for: ${question}`);
    await session.run('import os\nfor name in os.listdir(): os.remove(name)');
    for (const file of files) await session.write(file.name, file.bytes);
    const result = await session.run(written.code);
    const file = (name: string) => {
      const found = result.files.find((candidate) => candidate.name === name);
      assert.ok(found, `${name} is not among ${result.files.map((candidate) => candidate.name).join(', ')}`);
      return textOf(found.bytes);
    };
    return { written, result, answer: written.answer(result), file };
  };
}
