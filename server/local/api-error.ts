/** What went wrong, in the shape every OpenAI client reads: `{ error: { message, type, param, code } }`. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, details: ApiErrorDetails = {}) {
    super(message);
    this.status = status;
    this.type = details.type ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
    this.param = details.param ?? null;
    this.code = details.code ?? null;
    this.headers = details.headers ?? {};
  }

  toJSON(): { error: { message: string; type: string; param: string | null; code: string | null } } {
    return { error: { message: this.message, type: this.type, param: this.param, code: this.code } };
  }
}

export interface ApiErrorDetails {
  type?: string;
  /** The path of the parameter that is wrong, as in `input[0].content`. */
  param?: string;
  code?: string;
  headers?: Readonly<Record<string, string>>;
}

/** 404: nothing has that id. */
export function notFound(kind: string, id: string, details?: ApiErrorDetails): ApiError {
  return new ApiError(404, `${kind} with id '${id}' not found.`, details);
}

/** 400: the request says something this service cannot take. */
export function invalid(message: string, param?: string, code = 'invalid_value'): ApiError {
  return new ApiError(400, message, param === undefined ? { code } : { code, param });
}
