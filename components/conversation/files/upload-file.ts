import type { FileRef } from '../../../protocol/index.ts';
import type { AttachmentChange } from './attachment-list.ts';
import { pause } from '../transport/retry-delay.ts';
import { clientError, toWireError, TransportError } from '../transport/transport-error.ts';
import type { Transport } from '../transport/transport.ts';

export interface UploadFileOptions {
  transport: Transport;
  threadId: string | undefined;
  /** The assistant takes large files in parts. */
  inParts: boolean;
  report: (change: AttachmentChange) => void;
  signal: AbortSignal;
  retryDelay: (attempt: number) => number;
}

/**
 * Sends a file and waits until the assistant has prepared it.
 * @throws {TransportError} also where the assistant could not prepare it.
 */
export async function uploadFile(
  file: File,
  { transport, threadId, inParts, report, signal, retryDelay }: UploadFileOptions,
): Promise<void> {
  if (!transport.upload) throw clientError('upload_failed', { retryable: false });
  let ref = await transport.upload(file, {
    signal,
    inParts,
    retryDelay,
    onProgress: (sentBytes) => report({ sentBytes }),
    ...(threadId === undefined ? {} : { threadId }),
  });
  report({ status: 'processing', sentBytes: file.size, ref });
  let failures = 0;
  for (let attempt = 0; ref.status === 'processing' && transport.file; attempt++) {
    await pause(retryDelay(Math.min(attempt, 3)), signal);
    try {
      ref = await transport.file(ref.id, { signal });
      report({ ref });
      failures = 0;
    } catch (error) {
      // The bytes are there: a question that went unanswered is asked again before the file is given up.
      if (signal.aborted || ++failures > 5 || !toWireError(error).retryable) throw error;
    }
  }
  if (ref.status === 'failed') throw notProcessed(ref);
}

function notProcessed({ error }: FileRef): TransportError {
  const { code, message } = clientError('file_not_processed');
  return new TransportError(code, error ?? message, { retryable: true });
}
