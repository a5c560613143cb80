// @ts-check
// What crosses the two pipes: four bytes of header length, four of body length (little-endian), a JSON header, raw bytes.
import { readSync, writeSync } from 'node:fs';

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
  for (let at = 0; at < frame.length;) at += patiently(() => writeSync(stdout, frame, at));
}

/**
 * Waits for one frame; undefined once the other side is gone.
 * @returns {{ header: any, body: Uint8Array } | undefined}
 */
export function readFrame() {
  const sizes = readExactly(8);
  if (!sizes) return undefined;
  const view = new DataView(sizes.buffer);
  const json = readExactly(view.getUint32(0, true));
  const body = readExactly(view.getUint32(4, true));
  return json && body && { header: JSON.parse(new TextDecoder().decode(json)), body };
}

/** @param {number} length */
function readExactly(length) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const read = patiently(() => readSync(stdin, bytes, at, length - at, null));
    if (read === 0) return undefined;
    at += read;
  }
  return bytes;
}

/**
 * A pipe in non-blocking mode refuses instead of waiting; Windows reports the end of a pipe as an error.
 * @param {() => number} transfer
 */
function patiently(transfer) {
  for (;;) {
    try {
      return transfer();
    } catch (error) {
      const code = /** @type {NodeJS.ErrnoException} */ (error).code;
      if (code === 'EOF' || code === 'EPIPE') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, 2);
    }
  }
}
