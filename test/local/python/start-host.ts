import { fileURLToPath } from 'node:url';
import { PythonHost, type PythonOptions } from '../../../server/local/python/index.ts';

/** A folder that outlives the test run, so that not every run pays for a cold start. */
export const cacheFolder = fileURLToPath(new URL('../../../.cache/python-tests', import.meta.url));

export function startHost(options: Partial<PythonOptions> = {}): PythonHost {
  return new PythonHost({ dataFolder: cacheFolder, ...options });
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
