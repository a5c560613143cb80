// @ts-check
// Files of the virtual file system live outside the memory that V8 limits: without this, a loop that writes could take all of the machine's.

const noSpaceLeft = 51; // ENOSPC of Emscripten
const countAgainAfter = 8 * 1024 * 1024;

/**
 * Lets all files together hold about that many bytes; what is more fails with "No space left on device".
 * @param {any} files the file system of Emscripten
 * @param {number} most
 * @returns {Set<any>} the nodes that have been written to; whoever has seen to them clears it
 */
export function limitFiles(files, most) {
  const memory = files.filesystems.MEMFS;
  const operations = memory.ops_table.file.stream;
  const { write } = operations;
  const { resizeFileStorage } = memory;
  const written = new Set();
  let held = 0;
  let grown = Infinity; // since `held` was counted

  /**
   * @param {any} node
   * @param {number} size what the file is about to hold
   * @param {() => unknown} work
   */
  const grow = (node, size, work) => {
    const before = node.contents?.length ?? 0;
    const more = Math.max(0, size - before);
    if (grown + more > countAgainAfter || held + grown + more > most) {
      held = heldBytes(files);
      grown = 0;
    }
    if (held + grown + more > most) throw new files.ErrnoError(noSpaceLeft);
    const result = work();
    // What is really held grows in leaps, to be spared the next ones.
    grown += Math.max(0, (node.contents?.length ?? 0) - before);
    written.add(node);
    return result;
  };

  operations.write = (/** @type {any[]} */ ...call) => {
    const [stream, , , length, position] = call;
    return grow(stream.node, position + length, () => write(...call));
  };
  memory.resizeFileStorage = (/** @type {any} */ node, /** @type {number} */ size) =>
    grow(node, size, () => resizeFileStorage(node, size));
  return written;
}

/**
 * Bytes of every file that has a name or is still open without one.
 * @param {any} files
 */
function heldBytes(files) {
  const nodes = new Set(files.streams.filter(Boolean).map((/** @type {any} */ stream) => stream.node));
  collect(files.root, files, nodes);
  let sum = 0;
  for (const node of nodes) if (ArrayBuffer.isView(node.contents)) sum += node.contents.byteLength;
  return sum;
}

/**
 * @param {any} node
 * @param {any} files
 * @param {Set<any>} nodes
 */
function collect(node, files, nodes) {
  if (nodes.has(node)) return;
  nodes.add(node);
  if (node.mounted) collect(node.mounted.root, files, nodes);
  if (files.isDir(node.mode)) for (const child of Object.values(node.contents ?? {})) collect(child, files, nodes);
}
