import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { AssistantError, type ErrorCode } from '../../assistant-error.ts';

/** What the service's own codes mean for a person. */
const meanings: Readonly<Record<string, ErrorCode>> = {
  rate_limit_exceeded: 'service_busy',
  server_error: 'service_failed',
  server_overloaded: 'service_busy',
  vector_store_timeout: 'service_failed',
  insufficient_quota: 'quota_exceeded',
  billing_hard_limit_reached: 'quota_exceeded',
  context_length_exceeded: 'context_too_long',
  conversation_locked: 'run_active',
  content_filter: 'content_blocked',
  content_policy_violation: 'content_blocked',
  image_content_policy_violation: 'content_blocked',
  bio_policy: 'content_blocked',
  misalignment_policy_violation: 'content_blocked',
  session_budget_exceeded: 'quota_exceeded',
  usage_limit_exceeded: 'quota_exceeded',
  project_spend_limit_exceeded: 'quota_exceeded',
  organization_spend_limit_exceeded: 'quota_exceeded',
  organization_usage_limit_exceeded: 'quota_exceeded',
  billing_not_active: 'quota_exceeded',
  credit_balance_exhausted: 'quota_exceeded',
  flex_unavailable: 'service_busy',
  cyber_policy: 'content_blocked',
  connection_failed: 'service_down',
  request_timeout: 'service_silent',
  active_turn_not_steerable: 'run_active',
  authentication_error: 'service_locked_out',
  resource_not_found: 'service_locked_out',
  executor_version_incompatible: 'service_locked_out',
  invalid_api_key: 'service_locked_out',
  model_not_found: 'service_locked_out',
};

/** An error of the client as one of ours: by code and status alone, never by its text, which may hold anything. */
export function fromUpstream(cause: unknown): AssistantError {
  if (cause instanceof AssistantError) return cause;
  // Whoever stops a run says so; else it was our patience that has come to its end.
  if (cause instanceof APIUserAbortError || cause instanceof APIConnectionTimeoutError)
    return new AssistantError('service_silent', { cause });
  if (cause instanceof APIConnectionError) return new AssistantError('service_down', { cause });
  if (cause instanceof APIError) {
    const retryAfter = Number(cause.headers?.get('retry-after')) || undefined;
    const code = fromCode(cause.code) ?? fromStatus(cause.status);
    return new AssistantError(code, { cause, ...(retryAfter === undefined ? {} : { retryAfter }) });
  }
  if (cause instanceof SyntaxError) return new AssistantError('service_garbled', { cause });
  // fetch() and broken bodies throw TypeError; everything else would be a defect of ours.
  if (cause instanceof TypeError) return new AssistantError('service_cut', { cause });
  return new AssistantError('internal', { cause });
}

/** True where the request or its answer was lost on the way: what it asked for may have been done. */
export function isUnanswered(error: unknown): boolean {
  const { code, cause } = fromUpstream(error);
  const hasStatus = cause instanceof APIError && cause.status !== undefined;
  const isLost = code === 'service_cut' || code === 'service_down' || code === 'service_silent';
  // An answer that ends before it says anything is as good as none.
  return !hasStatus && (isLost || code === 'service_garbled');
}

/** For the `catch` of calls to the service. */
export function rejectUpstream(error: unknown): never {
  throw fromUpstream(error);
}

/** The same for files: what is gone, and what the service never gives back, is one to the person who asks. */
export function rejectGone(error: unknown): never {
  const cause = fromUpstream(error);
  throw cause.code === 'not_found' || cause.code === 'service_refused'
    ? new AssistantError('file_gone', { cause })
    : cause;
}

/** How a response failed that was under way. */
export function fromResponseError(error: { code?: string | null } | null | undefined): AssistantError {
  return new AssistantError(fromCode(error?.code) ?? 'service_failed', { cause: error });
}

function fromCode(code: string | null | undefined): ErrorCode | undefined {
  if (!code) return undefined;
  return (
    meanings[code] ??
    (/^(?:invalid|unsupported|image|empty|failed_to_download)_/.test(code) ? 'service_refused' : undefined)
  );
}

function fromStatus(status: number | undefined): ErrorCode {
  if (status === undefined) return 'service_failed';
  if (status === 404) return 'not_found';
  if (status === 409) return 'run_active';
  if (status === 401 || status === 403) return 'service_locked_out';
  if (status === 429 || status === 529) return 'service_busy';
  if (status === 408 || status === 504) return 'service_silent';
  if (status === 503) return 'service_down';
  return status >= 500 ? 'service_failed' : 'service_refused';
}
