import { setTimeout as pause } from 'node:timers/promises';
import { ApiError, invalid } from './api-error.ts';

/** What goes wrong on purpose, so that a client can be tested against it. */
export interface Fault {
  /** Milliseconds before anything is answered. */
  latency?: number;
  /** The request is answered with this error. */
  status?: number;
  /** After so many events of a stream comes a frame that is no JSON. */
  'malformed-after'?: number;
  /** After so many events the connection breaks. The response itself goes on where it runs in the background. */
  'cut-after'?: number;
  /** After so many events the stream stays open and silent. */
  'stall-after'?: number;
  /** After so many events the response itself fails: an `error` event, then `response.failed`. */
  'fail-after'?: number;
  /** After so many events the answer stops for want of room: it is `incomplete`. */
  'incomplete-after'?: number;
  /** After so many events the run of a thread is `expired`; a response, which cannot be that, fails. */
  'expire-after'?: number;
  /** Milliseconds before each piece of text. */
  pace?: number;
}

/** The header that asks for faults; responses take the same in `metadata` under this name. */
export const faultName = 'x-local-fault';

const names: Record<keyof Fault, true> = {
  latency: true,
  status: true,
  'malformed-after': true,
  'cut-after': true,
  'stall-after': true,
  'fail-after': true,
  'incomplete-after': true,
  'expire-after': true,
  pace: true,
};

/**
 * Reads faults as `latency=400, cut-after=5`.
 * @throws {ApiError} 400 for one that does not exist
 */
export function readFault(text: string | null | undefined): Fault {
  const fault: Fault = {};
  for (const part of (text ?? '').split(/[,;\s]+/).filter(Boolean)) {
    const [name = '', value = ''] = part.split('=');
    if (!Object.hasOwn(names, name) || !/^\d+$/.test(value)) {
      throw invalid(
        `No such fault: '${part}'. There are ${Object.keys(names).join(', ')}, each with a number.`,
        faultName,
      );
    }
    fault[name as keyof Fault] = Number(value);
  }
  return fault;
}

/** Waits, and throws the error, where a fault says so. */
export async function meetFault({ latency, status }: Fault, signal: AbortSignal): Promise<void> {
  if (latency) await pause(latency, undefined, { signal });
  if (status) throw faultyStatus(status);
}

function faultyStatus(status: number): ApiError {
  if (status === 429) {
    return new ApiError(
      status,
      'Rate limit reached for local-rules, as the request asked for. Please try again in 1s.',
      {
        type: 'requests',
        code: 'rate_limit_exceeded',
        headers: { 'retry-after': '1' },
      },
    );
  }
  if (status === 401) return new ApiError(status, 'Incorrect API key provided.', { code: 'invalid_api_key' });
  return new ApiError(status, `The request asked for status ${status}.`, status >= 500 ? { code: 'server_error' } : {});
}
