import { clientError, TransportError } from './transport-error.ts';

/** What an answer that is no success says: the words of its JSON body, else a short plain text, else a sentence of our own. */
export async function httpError(response: Response): Promise<TransportError> {
  const { status } = response;
  const text = await response.text().catch(() => '');
  const body = wordsOf(text);
  const fallback = clientError('http_error');
  return new TransportError(body.code ?? fallback.code, body.message ?? fallback.message, {
    status,
    retryable: body.retryable ?? (status === 408 || status === 429 || status >= 500),
    ...retryAfterOf(response.headers.get('retry-after')),
    ...(body.runId === undefined ? {} : { runId: body.runId }),
  });
}

interface Words {
  code?: string;
  message?: string;
  retryable?: boolean;
  runId?: string;
}

function wordsOf(text: string): Words {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // What AI SDK backends answer is shown as it is; a page or a stack trace is not for a person.
    const isSentence = text.trim() !== '' && text.length <= 200 && !/[<{\n]/.test(text.trim());
    return isSentence ? { message: text.trim() } : {};
  }
  const error = isRecord(body) ? (body['error'] ?? body) : body;
  if (typeof error === 'string') return { message: error };
  if (!isRecord(error)) return {};
  const { code, message, retryable, runId } = error;
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof message === 'string' && message !== '' ? { message } : {}),
    ...(typeof retryable === 'boolean' ? { retryable } : {}),
    ...(typeof runId === 'string' ? { runId } : {}),
  };
}

/** Seconds or a date. */
function retryAfterOf(value: string | null): { retryAfterMs?: number } {
  if (!value) return {};
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(milliseconds) && milliseconds > 0 ? { retryAfterMs: milliseconds } : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
