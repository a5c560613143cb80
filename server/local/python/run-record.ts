import type { Frame } from './frames.ts';
import type { ShownImage } from './python-result.ts';

/** Largest file that goes in or comes out, in bytes. */
export const largestFile = 32 * 1024 * 1024;
/** Most bytes of output that are kept; what is printed beyond is lost, and a line says so. */
export const largestLog = 64 * 1024;

const mostFiles = 200;
const mostFileBytes = 4 * largestFile;
const longestText = 64 * 1024;

/** Why a run did not come to its end. */
export interface RunFailure {
  name: string;
  message: string;
  traceback: string;
}

/** What one run has sent so far. The process is not trusted: anything malformed, oversized or misplaced throws. */
export class RunRecord {
  /** By path below `/mnt/data`, in the order they were written. */
  readonly files = new Map<string, Uint8Array>();
  readonly gone = new Set<string>();
  readonly tooLarge: { path: string; size: number }[] = [];
  readonly shown: ShownImage[] = [];
  failure: RunFailure | undefined;
  #log: Uint8Array[] = [];
  #logBytes = 0;
  #fileBytes = 0;

  /** Takes one frame; true when it was the last of the run. */
  add({ header, body }: Frame): boolean {
    switch (header['type']) {
      case 'log':
        this.#addLog(body);
        return false;
      case 'file':
        this.#count(body);
        this.files.set(checkPath(header['path']), body);
        return false;
      case 'gone':
        this.gone.add(checkPath(header['path']));
        return false;
      case 'too-large':
        this.#count(body);
        this.tooLarge.push({ path: checkPath(header['path']), size: Number(header['size']) });
        return false;
      case 'shown':
        this.#count(body);
        this.shown.push({ mediaType: checkMediaType(header['mediaType']), bytes: body });
        return false;
      case 'done':
        this.failure = readFailure(header['error']);
        return true;
      default:
        throw new TypeError('The process sent something unknown.');
    }
  }

  /** What was printed, at most `largestLog` bytes of it. */
  get log(): string {
    const decoder = new TextDecoder();
    // `stream`: a character that the limit has cut in two is left out.
    const text = this.#log.map((piece) => decoder.decode(piece, { stream: true })).join('');
    return this.#logBytes > largestLog ? `${text}\n… output beyond ${largestLog / 1024} KiB is left out\n` : text;
  }

  #addLog(bytes: Uint8Array): void {
    const room = Math.max(0, largestLog - this.#logBytes);
    this.#logBytes += bytes.length;
    if (room > 0) this.#log.push(bytes.subarray(0, room));
  }

  #count(body: Uint8Array): void {
    this.#fileBytes += body.length;
    const count = this.files.size + this.shown.length + this.tooLarge.length;
    if (count >= mostFiles || this.#fileBytes > mostFileBytes) throw new RangeError('The process sent too many files.');
  }
}

/** A path that stays below its folder. */
function checkPath(path: unknown): string {
  if (typeof path !== 'string' || path.length === 0 || path.length > 1024 || path.includes('\0')) {
    throw new TypeError('The process sent a bad path.');
  }
  if (path.split('/').some((name) => name === '' || name === '.' || name === '..')) {
    throw new TypeError('The process sent a path that leaves its folder.');
  }
  return path;
}

function checkMediaType(mediaType: unknown): string {
  if (mediaType === 'image/svg+xml' || mediaType === 'image/png') return mediaType;
  throw new TypeError('The process showed something that is no image.');
}

function readFailure(error: unknown): RunFailure | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, message, traceback } = error as Record<string, unknown>;
  return { name: text(name) || 'Error', message: text(message), traceback: text(traceback) };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, longestText) : '';
}
