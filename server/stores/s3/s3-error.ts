/** A call that an S3 service has refused, or not understood; for the host, never for a page. */
export class S3Error extends Error {
  override name = 'S3Error';
  readonly status: number;
  /** The service's own word for it, e.g. `AccessDenied`. */
  readonly code: string;

  constructor(status: number, code = 'unknown') {
    super(`The bucket has answered ${status}: ${code}.`);
    this.status = status;
    this.code = code;
  }
}
