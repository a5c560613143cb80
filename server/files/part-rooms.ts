/** Rooms that are kept for the next parts: as many as one page fills at a time. */
const mostSpare = 2;

/**
 * Memory for parts of files, used again and again. Rooms that were taken anew for each part would be as cheap, but a runtime holds
 * on to a dozen of them before it tidies up.
 */
export class PartRooms {
  readonly #spare: Uint8Array<ArrayBuffer>[] = [];

  /** Does something with so many bytes of room, of which nobody may hold on to any when it is done. */
  async lend<Result>(bytes: number, use: (room: Uint8Array<ArrayBuffer>) => Promise<Result>): Promise<Result> {
    const spare = this.#spare.pop();
    const room = spare && spare.length >= bytes ? spare : new Uint8Array(bytes);
    const result = await use(room.subarray(0, bytes));
    // Only where it went well: otherwise a connection that is being torn down may still read from it.
    if (this.#spare.length < mostSpare) this.#spare.push(room);
    return result;
  }
}
