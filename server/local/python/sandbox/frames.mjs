// @ts-check
// What crosses the two pipes: four bytes of header length, four of body length (little-endian), a JSON header, raw bytes.
// Whichever way it is noticed that the other side is gone, the process ends.
import { readSync, writeSync } from 'node:fs';
import { exit } from './exit.mjs';

const stdin = 0;
const stdout = 1;
const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes one frame and waits until the pipe has taken it, so that what a cell prints is out before it can be killed.
 * @param {object} header
 * @param {Uint8Array} [body]
 */
export function writeFrame(header, body = new Uint8Array(0)) {
  const json = Buffer.from(JSON.stringify(header));
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32LE(json.length, 0);
  sizes.writeUInt32LE(body.length, 4);
  // In one piece: a time limit that strikes between two writes would leave half a frame.
  const frame = Buffer.concat([sizes, json, body]);
  for (let at = 0; at < frame.length;) at += transfer(() => writeSync(stdout, frame, at));
}

/**
 * Waits for one frame.
 * @returns {{ header: WriteRequest | RunRequest, body: Uint8Array }} the other side's word for it: only its own client is there.
 *
 * @typedef {{ type: 'write', path: string }} WriteRequest
 * @typedef {{ type: 'run', code: string, timeoutMs: number, largestFile: number, largestLog: number }} RunRequest
 */
export function readFrame() {
  const sizes = readExactly(8);
  const view = new DataView(sizes.buffer);
  const json = readExactly(view.getUint32(0, true));
  const body = readExactly(view.getUint32(4, true));
  return { header: JSON.parse(new TextDecoder().decode(json)), body };
}

/** @param {number} length */
function readExactly(length) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length;) at += transfer(() => readSync(stdin, bytes, at, length - at, null));
  return bytes;
}

/**
 * How many bytes went through; ends the process where the other side is gone.
 * @param {() => number} work
 */
function transfer(work) {
  for (;;) {
    try {
      return work() || exit(0);
    } catch (error) {
      // A pipe in non-blocking mode refuses instead of waiting.
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EAGAIN') exit(0);
      Atomics.wait(pause, 0, 0, 2);
    }
  }
}
