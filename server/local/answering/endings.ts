/** Ends a run that somebody has asked to end. */
export class CancelledError extends Error {
  override name = 'CancelledError';
}

/** The answer has as many tokens as the request allows. */
export class OutputLimitError extends Error {
  override name = 'OutputLimitError';
}

/** Something went wrong that the client may know about. */
export class RunFailure extends Error {
  override name = 'RunFailure';
}

/** The answer took longer than it may. */
export class ExpiredError extends RunFailure {
  override name = 'ExpiredError';
}
