import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLocalService } from '../../server/local/index.ts';
import { ask, lastAnswer, openPage } from './browser-page.ts';
import { startDemo } from './demo-server.ts';

describe('the demo with OPENAI_BASE_URL', () => {
  it('answers from that service, the page untouched', async () => {
    const service = createLocalService();
    const listening = await service.listen();
    const demo = await startDemo({ environment: { OPENAI_BASE_URL: `${listening.url}/v1` } });
    const { page, complaints, close } = await openPage(demo.url);
    try {
      await ask(page, 'solve 5y = 35');
      assert.match(await lastAnswer(page), /y = 7\b/);
      assert.match(demo.output(), new RegExp(`local-rules at ${listening.url}`));
      const config = (await (await fetch(`${demo.url}api/assistant/config`)).json()) as { notice?: string };
      assert.equal(config.notice, undefined);
      assert.deepEqual(complaints, []);
    } finally {
      await close();
      await demo.stop();
      await service.close();
    }
  });
});
