// @ts-check
// The process Python runs in. It obeys frames on stdin one after the other and ends with the pipe. Nothing here ever returns to the
// event loop once Python is ready, so no callback of a cell can run outside of the cell's time limit.
import { readFileSync, writeSync } from 'node:fs';
import { Script, createContext } from 'node:vm';
import { exit } from './exit.mjs';
import { readFrame, writeFrame } from './frames.mjs';
import { startInterpreter, takeSnapshot } from './interpreter.mjs';
import { lockDown } from './lock-down.mjs';

const [task, pyodideFolder = '', fileBytes, snapshotPath] = process.argv.slice(2);
const within = timeLimit();
const logLimit = { left: 0 };
/** Files that could not be stored, e.g. because there is no more room: the next cell's output says so. */
let missing = /** @type {string[]} */ ([]);
/** @type {import('./interpreter.mjs').Interpreter} */
let interpreter;

lockDown();
try {
  if (task === 'snapshot') writeFrame({ type: 'snapshot' }, await takeSnapshot(pyodideFolder));
  else await obey();
  exit(0);
} catch (error) {
  // Not left to Node: its way of ending needs what has been closed.
  complain(error);
  exit(1);
}

async function obey() {
  interpreter = await startInterpreter({
    pyodideFolder,
    fileBytes: Number(fileBytes),
    write: writeLog,
    ...(snapshotPath ? { snapshot: readFileSync(snapshotPath) } : {}),
  });
  writeFrame({ type: 'ready' });
  for (;;) {
    const { header, body } = readFrame();
    if (header.type === 'write') store(header.path, body);
    else runCell(header);
  }
}

/** @param {unknown} error */
function complain(error) {
  try {
    writeSync(2, String(error));
  } catch {
    // Nobody listens.
  }
}

/**
 * @param {string} path
 * @param {Uint8Array} bytes
 */
function store(path, bytes) {
  try {
    interpreter.data.write(path, bytes);
  } catch {
    missing.push(path);
  }
}

/** @param {import('./frames.mjs').RunRequest} request */
function runCell({ code, timeoutMs, largestFile, largestLog }) {
  logLimit.left = largestLog;
  for (const path of missing) writeLog(Buffer.from(`(${path} could not be stored in /mnt/data.)\n`));
  missing = [];
  try {
    const { error, shown } = within(timeoutMs, () => interpreter.run(code));
    for (const { mediaType, base64 } of shown) writeFrame({ type: 'shown', mediaType }, Buffer.from(base64, 'base64'));
    writeChanges(largestFile);
    writeFrame({ type: 'done', error });
  } catch (error) {
    // Cut in the middle or broken: what was saved before still counts, but the interpreter cannot be trusted with another cell.
    writeChanges(largestFile);
    const timedOut = /** @type {{ code?: string }} */ (error).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    writeFrame({ type: 'done', error: { name: timedOut ? 'Timeout' : 'Crash' } });
    exit(1);
  }
}

/** @param {number} largestFile */
function writeChanges(largestFile) {
  const { changed, gone, tooLarge } = interpreter.data.changes(largestFile);
  for (const { path, bytes } of changed) writeFrame({ type: 'file', path }, bytes);
  for (const path of gone) writeFrame({ type: 'gone', path });
  for (const { path, size } of tooLarge) writeFrame({ type: 'too-large', path, size });
}

/** @param {Uint8Array} bytes */
function writeLog(bytes) {
  if (bytes.length === 0 || logLimit.left < 0) return;
  // One byte more than the limit tells the other side that something is missing.
  const part = bytes.slice(0, logLimit.left + 1);
  logLimit.left -= part.length;
  writeFrame({ type: 'log' }, part);
}

/**
 * Runs synchronous work that V8 itself ends after a time, wherever it loops. The process that started this one kills it somewhat later;
 * but it may be gone, and then this is what ends an endless loop.
 */
function timeLimit() {
  const context = createContext({ work: undefined });
  const script = new Script('work()');
  const run = script.runInContext.bind(script);
  /**
   * @template T
   * @param {number} timeout in milliseconds
   * @param {() => T} work
   * @returns {T}
   */
  return (timeout, work) => {
    context.work = work;
    return run(context, { timeout });
  };
}
