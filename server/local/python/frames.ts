/** One message of the process: what it is, and raw bytes. */
export interface Frame {
  header: Record<string, unknown>;
  body: Uint8Array;
}

const largestHeader = 1024 * 1024;
const sizesLength = 8;

/** A frame as bytes: length of the header, length of the body (four bytes each, little-endian), the header as JSON, the body. */
export function encodeFrame(header: object, body: Uint8Array = new Uint8Array(0)): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const frame = new Uint8Array(sizesLength + json.length + body.length);
  const sizes = new DataView(frame.buffer);
  sizes.setUint32(0, json.length, true);
  sizes.setUint32(4, body.length, true);
  frame.set(json, sizesLength);
  frame.set(body, sizesLength + json.length);
  return frame;
}

/** Reads frames from bytes that come in any pieces, and trusts none of them. */
export class FrameReader {
  #pieces: Uint8Array[] = [];
  #held = 0;
  #sizes: { header: number; body: number } | undefined;
  #largestBody: number;

  constructor(largestBody: number) {
    this.#largestBody = largestBody;
  }

  /** The frames these bytes complete. Throws a RangeError where a length is beyond bounds, a SyntaxError where a header is no JSON. */
  *read(bytes: Uint8Array): Generator<Frame> {
    this.#pieces.push(bytes);
    this.#held += bytes.length;
    for (;;) {
      this.#sizes ??= this.#readSizes();
      if (!this.#sizes || this.#held < this.#sizes.header + this.#sizes.body) return;
      const { header, body } = this.#sizes;
      this.#sizes = undefined;
      const json: unknown = JSON.parse(new TextDecoder().decode(this.#take(header)));
      if (typeof json !== 'object' || json === null) throw new SyntaxError('A header is no object.');
      yield { header: json as Record<string, unknown>, body: this.#take(body) };
    }
  }

  #readSizes(): { header: number; body: number } | undefined {
    if (this.#held < sizesLength) return undefined;
    const bytes = this.#take(sizesLength);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const sizes = { header: view.getUint32(0, true), body: view.getUint32(4, true) };
    if (sizes.header > largestHeader || sizes.body > this.#largestBody) throw new RangeError('A frame is too large.');
    return sizes;
  }

  #take(length: number): Uint8Array {
    const taken = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const piece = this.#pieces[0] ?? new Uint8Array(0);
      const part = piece.subarray(0, length - at);
      taken.set(part, at);
      at += part.length;
      if (part.length === piece.length) this.#pieces.shift();
      else this.#pieces[0] = piece.subarray(part.length);
    }
    this.#held -= length;
    return taken;
  }
}
