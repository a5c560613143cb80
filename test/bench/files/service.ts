import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As much of OpenAI's API as an upload and a result need: it takes bytes and forgets them, and gives those of a long result. */
export interface Service {
  url: string;
  close(): void;
}

export async function openService(resultBytes: number): Promise<Service> {
  let parts = 0;
  const server = createServer(async (request, response) => {
    await once(request.resume(), 'end');
    const path = request.url ?? '';
    if (/\/containers\/.*\/content$/.test(path)) {
      response.setHeader('content-length', resultBytes);
      const piece = Buffer.alloc(64 * 1024, 7);
      for (let sent = 0; sent < resultBytes; sent += piece.length) {
        const isRoomy = response.write(piece.subarray(0, Math.min(piece.length, resultBytes - sent)));
        if (!isRoomy) await once(response, 'drain');
      }
      response.end();
      return;
    }
    const answer = answerTo(path, ++parts);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answerTo(path: string, number: number): object {
  if (path.endsWith('/parts')) return { id: `part_${number}` };
  if (path.endsWith('/complete')) return { id: 'upload_1', file: { id: 'file-1', filename: 'a.bin', bytes: 1 } };
  if (path.includes('/containers/')) return { id: 'cfile_1', path: '/mnt/data/result.bin', bytes: null };
  return { id: `upload_${number}`, expires_at: Math.floor(Date.now() / 1000) + 3600 };
}
