// Who may open what: every route, every place in it where a handle stands, every kind of handle, everybody who may hold one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Handles, handleKinds, type HandleKind } from '../../../server/access/handles.ts';
import type { FileRef, Thread, Upload } from '../../../protocol/index.ts';
import {
  assistant,
  memoryFileStore,
  memoryStore,
  responses,
  type AssistantOptions,
  type OwnerLike,
} from '../../../server/index.ts';
import { FakeOpenAI } from '../support/fake-openai.ts';
import { events, origin, unlimited } from '../support/harness.ts';
import { message } from '../support/response-events.ts';
import { handlePlaces, type HandlePlace, type OwnHandles, type Request } from './handle-places.ts';

type App = ReturnType<typeof assistant>;

const ann = { tenant: 'acme', subject: 'ann' };
const newest = 'the newest secret of this host';
const older = 'an older secret, still good';
const forgotten = 'a secret that is good no more';
const time = Date.UTC(2026, 10, 22);

const upstream = new FakeOpenAI(() => [{ item: message('ok') }]);
/** What all instances of a host share. */
const shared = {
  engine: responses({ client: upstream.client, model: 'm' }),
  store: memoryStore(),
  files: memoryFileStore(),
  limits: { ...unlimited, partBytes: 10 },
  secret: [newest, older] as const,
  onError: () => {},
  now: () => time,
};

function appFor(owner: OwnerLike | null, options: Partial<AssistantOptions> = {}): App {
  return assistant({ ...shared, authorize: () => owner, ...options });
}

async function ask(app: App, method: string, [path, body]: Request): Promise<Response> {
  const isRaw = body instanceof FormData || body instanceof Blob;
  const sent = body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) };
  return app.request(`${origin}${path}`, { method, ...sent });
}

/** Things of every kind that really are there, by what they are called under the secret. */
async function furnish(secret: string): Promise<OwnHandles> {
  const app = appFor(ann, { secret });
  const make = async <Made>(path: string, body: object): Promise<Made> => {
    return (await ask(app, 'POST', [path, body])).json() as Promise<Made>;
  };
  const { id: thread } = await make<Thread>('/threads', {});
  const messages = [{ id: 'u1', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }];
  const [first] = await events(await ask(app, 'POST', ['/chat', { id: thread, messages }]));
  const form = new FormData();
  form.append('file', new File(['x'], 'x.txt'));
  form.append('threadId', thread);
  const { id: file, url } = await make<FileRef>('/files', form);
  const { id: upload } = await make<Upload>('/uploads', { filename: 'a.txt', bytes: 20, threadId: thread });
  const handles = new Handles(secret);
  return {
    thread,
    run: /^(.+)\.\d+$/.exec(first?.id ?? '')?.[1] ?? '',
    file,
    link: /\/files\/(link\.[^/]+)\/content$/.exec(url)?.[1] ?? '',
    upload,
    container: handles.seal('container', ann, 'cntr_1'),
    visitor: handles.seal('visitor', { tenant: '', subject: '' }, 'somebody'),
  };
}

const routes = [...new Set(appFor(ann).routes.map(({ method, path }) => `${method} ${path}`))].filter(
  (route) => !route.startsWith('ALL '),
);
/** Each as `[route, place]`; what removes things comes last. */
const places = Object.entries(handlePlaces)
  .flatMap(([route, list]) => list.map((place): [string, HandlePlace] => [route, place]))
  .toSorted(([one], [other]) => rank(one) - rank(other));

function rank(route: string): number {
  return route === 'DELETE /threads/:id' ? 2 : Number(route.startsWith('DELETE '));
}

/** HEAD is answered wherever GET is. */
function methodsOf(route: string): string[] {
  const method = route.slice(0, route.indexOf(' '));
  return method === 'GET' ? ['GET', 'HEAD'] : [method];
}

function flip(handle: string, at: number): string {
  return `${handle.slice(0, at)}${handle[at] === 'A' ? 'B' : 'A'}${handle.slice(at + 1)}`;
}

/** All that a handle may have become on its way, and that opens nothing even for its owner. */
function spoilt(handle: string): Record<string, string> {
  const [kind = '', key = '', payload = '', mac = ''] = handle.split('.');
  return {
    'cut short by one': handle.slice(0, -1),
    'cut before its mac': [kind, key, payload].join('.'),
    'cut in its payload': [kind, key, payload.slice(0, -1), mac].join('.'),
    'with a longer mac': `${handle}A`,
    'with a part more': `${handle}.${mac}`,
    'with a flipped kind': flip(handle, 0),
    'with a flipped key': flip(handle, kind.length + 1),
    'with a flipped payload': flip(handle, kind.length + key.length + 2),
    'with a flipped mac': flip(handle, handle.length - 10),
    ...Object.fromEntries(
      handleKinds
        .filter((other) => other !== kind)
        .map((other) => [`as ${other}`, [other, key, payload, mac].join('.')]),
    ),
  };
}

test('every route of the adapter is known here, with the places in it where handles stand', () => {
  assert.deepEqual(routes.toSorted(), Object.keys(handlePlaces).toSorted());
  for (const route of routes.filter((path) => path.includes(':id'))) {
    assert.notEqual(handlePlaces[route]?.length, 0, `${route} takes an id, so somebody has to own what it names`);
  }
});

test('what is not the caller’s does not exist: the same 404 from every route, and not one call upstream', async () => {
  const own = await furnish(newest);
  const lost = await furnish(forgotten);
  const expired = new Handles(newest).seal('link', ann, `0:${'file-1'}`);
  const others: Record<string, App> = {
    'another person': appFor({ tenant: 'acme', subject: 'bob' }),
    'another tenant’s person of that name': appFor({ tenant: 'other', subject: 'ann' }),
    'a person without a tenant': appFor('ann'),
    'a visitor': assistant({ ...shared, anonymous: true }),
  };
  const annsApp = appFor(ann);
  const answers = new Map<string, string>();
  let asked = 0;

  const expectNothing = async (app: App, route: string, request: Request, what: string): Promise<void> => {
    for (const method of methodsOf(route)) {
      const calls = upstream.calls.length;
      const response = await ask(app, method, request);
      asked++;
      assert.equal(response.status, 404, `${method} of ${route}: ${what}`);
      assert.equal(upstream.calls.length, calls, `${method} of ${route}: ${what} has called upstream`);
      const headers = [...response.headers].filter(([name]) => name !== 'set-cookie');
      if (method !== 'HEAD') answers.set(JSON.stringify([await response.text(), headers]), `${route}: ${what}`);
    }
  };

  for (const [route, place] of places) {
    for (const kind of handleKinds) {
      const isRight = place.kinds.includes(kind);
      for (const [who, app] of Object.entries(others)) {
        await expectNothing(app, route, place.request(own[kind], own), `${kind} in the hands of ${who}`);
      }
      if (!isRight) await expectNothing(annsApp, route, place.request(own[kind], own), `${kind} of the owner`);
      await expectNothing(annsApp, route, place.request(lost[kind], own), `${kind} of a forgotten key`);
      if (!isRight) continue;
      for (const [how, handle] of Object.entries(spoilt(own[kind]))) {
        await expectNothing(annsApp, route, place.request(handle, own), `${kind} ${how}`);
      }
    }
    if (!place.kinds.includes('link')) continue;
    for (const [who, app] of Object.entries(others)) {
      await expectNothing(app, route, place.request(expired, own), `a link that is over in the hands of ${who}`);
    }
  }
  for (const path of ['/', '/nothing', '/threads/x/y/z', '/config/x']) {
    await expectNothing(annsApp, `GET ${path}`, [path], 'no route');
  }
  assert.deepEqual([...answers.values()].slice(1), [], 'all of them are one answer');
  assert.ok(asked > 1000, `${asked}`);
});

test('the same requests with the owner’s own handles find what they name, also under a key that is about to go', async () => {
  for (const secret of [newest, older]) {
    let own = await furnish(secret);
    for (const [route, place] of places) {
      for (const kind of place.kinds) {
        if (route.startsWith('DELETE ')) own = await furnish(secret);
        const [method = 'GET'] = methodsOf(route);
        const response = await ask(appFor(ann), method, place.request(own[kind], own));
        assert.notEqual(response.status, 404, `${route} with a ${kind}`);
        assert.ok(response.status < 500, `${route} with a ${kind}: ${response.status}`);
        await response.body?.cancel();
      }
    }
  }
});

test('a link that is over tells its owner so where bytes are asked for, and leads on with renew', async () => {
  const { file, link } = await furnish(newest);
  const later = appFor(ann, { now: () => time + 2 * 60 * 60_000 });
  for (const bytes of ['content', 'text']) {
    assert.equal((await ask(later, 'GET', [`/files/${link}/${bytes}`])).status, 410);
    assert.equal((await ask(later, 'GET', [`/files/${link}/${bytes}?renew`])).status, 302);
    assert.equal((await ask(later, 'GET', [`/files/${file}/${bytes}`])).status, 200);
  }
});

test('whom the host does not know hears the same from every route, and nothing is asked upstream', async () => {
  const own = await furnish(newest);
  const nobody = appFor(null);
  const calls = upstream.calls.length;
  const answers = new Set<string>();
  for (const [route, place] of places) {
    for (const kind of handleKinds) {
      const [method = 'GET'] = methodsOf(route);
      const response = await ask(nobody, method, place.request(own[kind], own));
      answers.add(JSON.stringify([response.status, await response.text()]));
    }
  }
  assert.equal(answers.size, 1);
  assert.match([...answers][0] ?? '', /^\[401,.*unauthorized/);
  assert.equal(upstream.calls.length, calls);
});

test('a visitor’s cookie that is spoilt, or is a handle of another kind, is somebody new', async () => {
  const app = assistant({ ...shared, anonymous: true });
  const created = await ask(app, 'POST', ['/threads', {}]);
  const { id } = (await created.json()) as Thread;
  const [name = '', value = ''] = (created.headers.get('set-cookie') ?? '').split(/[=;]/, 2);
  const open = (cookie: string) => app.request(`${origin}/threads/${id}`, { headers: { cookie: `${name}=${cookie}` } });
  assert.equal((await open(value)).status, 200);
  const own = await furnish(newest);
  for (const cookie of [...Object.values(spoilt(value)), ...handleKinds.map((kind: HandleKind) => own[kind])]) {
    const response = await open(cookie);
    assert.deepEqual(
      [response.status, response.headers.get('set-cookie') === null],
      [404, cookie === own.visitor],
      cookie,
    );
  }
});
