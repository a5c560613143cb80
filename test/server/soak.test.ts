// Many runs of two people at once, with everything that people and networks do to them. The seed is in every message.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chunk, MessagePage } from '../../protocol/index.ts';
import { seeded } from '../support/seeded.ts';
import { FakeOpenAI, type Line } from './support/fake-openai.ts';
import { Harness, Reading, textOf } from './support/harness.ts';
import { message } from './support/response-events.ts';

const threads = 40;
const words = 12;

/** An answer that names its user in every word, and lets others go first. */
function script(random: () => number): ConstructorParameters<typeof FakeOpenAI>[0] {
  return function* ({ safety_identifier }): Generator<Line> {
    for (let word = 0; word < words; word++) {
      if (random() < 0.3) yield { wait: new Promise(setImmediate) };
      if (random() < 0.05) yield { cut: true };
      yield { item: message(`${String(safety_identifier)}-${word} `) };
    }
  };
}

for (const seed of [1, 2, 3]) {
  test(`nothing is lost, doubled or mixed up among many (seed ${seed})`, async () => {
    const random = seeded(seed);
    const upstream = new FakeOpenAI(script(random));
    const harness = new Harness(upstream);
    const as = (user: string) => ({ 'x-user': user });

    const live = async (user: string, thread: number): Promise<{ text: string; wasStopped: boolean }> => {
      const id = `chat-${thread}`;
      const body = { id, messages: [{ id: 'u1', role: 'user', parts: [{ type: 'text', text: user }] }] };
      const sent = Array.from({ length: random() < 0.3 ? 2 : 1 }, () => harness.post('/chat', body, as(user)));
      const [response] = await Promise.all(sent);
      let reading = new Reading(response!);
      await reading.until('start');
      let cursor: string | undefined;
      const seen: Chunk[] = [];
      const keep = () => {
        seen.push(...reading.seen.map(({ chunk }) => chunk));
        cursor = reading.seen.at(-1)?.id ?? cursor;
      };
      while (random() < 0.6) {
        await reading.leave();
        keep();
        const rest = await harness.request(`/chat/${id}/stream`, {
          headers: { ...as(user), 'last-event-id': cursor ?? '' },
        });
        if (rest.status === 204) return { text: textOfAll(seen), wasStopped: false };
        reading = new Reading(rest);
        await reading.some();
      }
      const wasStopped = random() < 0.2;
      if (wasStopped) await harness.post(`/chat/${id}/stop`, {}, as(user));
      await reading.all();
      keep();
      return { text: textOfAll(seen), wasStopped };
    };

    const users = ['ann', 'bob'];
    const lives = users.flatMap((user) =>
      Array.from({ length: threads }, (_, thread) => live(user, thread).then((said) => ({ user, ...said }))),
    );
    const identifiers = new Map<string, string>();
    for (const { user, text, wasStopped } of await Promise.all(lives)) {
      const spoken = text.split(' ').filter(Boolean);
      assert.ok(wasStopped || spoken.length === words, `${user}: ${text}`);
      const identifier = spoken[0]?.slice(0, spoken[0].lastIndexOf('-'));
      if (identifier === undefined) continue;
      identifiers.set(user, identifiers.get(user) ?? identifier);
      assert.deepEqual(
        spoken,
        spoken.map((_, index) => `${identifiers.get(user)}-${index}`),
        user,
      );
    }
    assert.notEqual(identifiers.get('ann'), identifiers.get('bob'));
    assert.equal(upstream.creates.length, users.length * threads);
    assert.equal(upstream.conversations.size, users.length * threads);

    for (const user of users) {
      for (let thread = 0; thread < threads; thread++) {
        const page = await harness.json<MessagePage>(`/threads/chat-${thread}/messages`, { headers: as(user) });
        assert.equal(page.data.filter(({ role }) => role === 'user').length, 1);
        assert.equal(textOf(page.data[0]!), user);
        const other = identifiers.get(user === 'ann' ? 'bob' : 'ann') ?? '';
        assert.ok(!JSON.stringify(page).includes(other));
      }
    }
    assert.deepEqual(harness.errors, []);
  });
}

function textOfAll(list: Chunk[]): string {
  return list.map((chunk) => (chunk.type === 'text-delta' ? chunk.delta : '')).join('');
}
