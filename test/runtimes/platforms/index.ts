import type { Platform } from '../platform.ts';
import { bun } from './bun.ts';
import { deno } from './deno.ts';
import { docker } from './docker.ts';
import { lambda } from './lambda.ts';
import { netlify } from './netlify.ts';
import { node } from './node.ts';
import { vercel } from './vercel.ts';
import { workers } from './workers.ts';

/** Everything the adapter is said to run on. */
export const platforms: readonly Platform[] = [
  node('20.20.2'),
  node('22.23.3'),
  node('24.21.0'),
  node('26.10.0'),
  deno,
  bun,
  workers,
  vercel,
  netlify,
  lambda,
  docker,
];
