import { S3Server } from '../support/s3-server.ts';

/** A bucket, for platforms that keep nothing between requests, and the variables by which `demo/deploy/` finds it. */
export async function startBucket(): Promise<{ environment: Record<string, string>; close(): Promise<void> }> {
  const server = new S3Server();
  const url = await server.open();
  const { accessKeyId, secretAccessKey } = server.keys;
  return {
    environment: { S3_URL: url, S3_REGION: server.region, S3_KEY_ID: accessKeyId, S3_KEY: secretAccessKey },
    close: () => server.close(),
  };
}
