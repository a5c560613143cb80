import type { FileStore } from '../store.ts';
import { bucketFileStore } from './bucket/bucket-file-store.ts';
import { S3Bucket } from './s3/s3-bucket.ts';
import type { S3Credentials } from './s3/sign-request.ts';

export { S3Error } from './s3/s3-error.ts';
export type { S3Credentials };

export interface S3FileStoreOptions {
  /**
   * The bucket's address, in either style: `https://bucket.s3.eu-central-1.amazonaws.com`, `http://localhost:9000/bucket`,
   * `https://<account>.r2.cloudflarestorage.com/bucket`.
   */
  url: string;
  /** As requests are signed for it: `us-east-1` by default, `auto` for R2. */
  region?: string;
  /** Keys that may read, write and delete objects; a function where they change. */
  credentials: S3Credentials | (() => S3Credentials | Promise<S3Credentials>);
  /** What the keys of all objects begin with; `assistant/` by default. */
  prefix?: string;
  fetch?: typeof fetch;
}

/**
 * Copies of files in a bucket that speaks S3. Uploads that nobody ends leave parts behind: have the bucket end incomplete ones
 * after a day.
 */
export function s3FileStore({
  url,
  region = 'us-east-1',
  credentials,
  prefix = 'assistant/',
  fetch: send = (input, init) => fetch(input, init),
}: S3FileStoreOptions): FileStore {
  const current = async () => (typeof credentials === 'function' ? credentials() : credentials);
  return bucketFileStore(new S3Bucket({ url, region, credentials: current, fetch: send }), prefix);
}
