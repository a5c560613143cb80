import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fetchPackages } from '../fetch-packages.ts';
import { FunctionUrl } from '../hosts/function-url.ts';
import type { Platform } from '../platform.ts';
import { startBucket } from '../start-bucket.ts';
import { findNode } from './node.ts';

const version = '4.0.2';

/**
 * Lambda's own runtime client, compiled as AWS publishes it, in as many processes as there are calls at once. The Runtime API
 * that it asks for work, and the address that people call, are played.
 */
export const lambda: Platform = {
  name: 'lambda',
  version,
  target: 'lambda',
  largestFile: 4_000_000,
  start: async ({ folder, environment }) => {
    const program = await findNode('24.21.0');
    const modules = await fetchPackages({ 'aws-lambda-ric': version }, { buildsWith: dirname(program) });
    const [, handler = ''] = /Handler: (\S+)/.exec(await readFile(join(folder, 'template.yaml'), 'utf8')) ?? [];
    const bucket = await startBucket();
    const { S3_URL, S3_REGION, S3_KEY_ID, S3_KEY } = bucket.environment;
    const keys = { AWS_REGION: S3_REGION, AWS_ACCESS_KEY_ID: S3_KEY_ID, AWS_SECRET_ACCESS_KEY: S3_KEY };
    const url = new FunctionUrl({
      command: [program, join(modules, 'aws-lambda-ric/index.mjs')],
      folder,
      handler,
      environment: { ...environment, ...keys, S3_URL },
    });
    return {
      origin: await url.open(),
      close: async () => {
        url.close();
        await bucket.close();
      },
    };
  },
};
