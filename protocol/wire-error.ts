/** The one shape of every error that crosses the wire. */
export interface WireError {
  /** A machine word: `not_found`, `run_active`, … */
  code: string;
  /** One sentence a person can act on; never upstream text. */
  message: string;
  /** Trying the same again may work. */
  retryable: boolean;
}

/** The JSON body of an error answer. */
export interface ErrorBody {
  error: WireError & { runId?: string };
}
