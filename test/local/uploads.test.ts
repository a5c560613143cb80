import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type OpenAI from 'openai';
import { BadRequestError, NotFoundError } from 'openai';
import { startLocal } from './wire/local-client.ts';

const params = { filename: 'Überblick.txt', mime_type: 'text/plain', purpose: 'user_data' } as const;
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

async function addPart(client: OpenAI, uploadId: string, text: string): Promise<string> {
  return (await client.uploads.parts.create(uploadId, { data: new File([text], 'part') })).id;
}

describe('/v1/uploads', () => {
  it('makes one file of parts that come in any order', async () => {
    const { client } = startLocal();
    const upload = await client.uploads.create({ ...params, bytes: 11 });
    assert.deepEqual([upload.status, upload.expires_at - upload.created_at], ['pending', 3600]);
    const [second, first] = await Promise.all([
      addPart(client, upload.id, ' world'),
      addPart(client, upload.id, 'Hello'),
    ]);
    const done = await client.uploads.complete(upload.id, { part_ids: [first, second], md5: md5('Hello world') });
    assert.equal(done.status, 'completed');
    const { id } = done.file!;
    const file = await client.files.retrieve(id);
    assert.deepEqual([file.filename, file.bytes, file.purpose], ['Überblick.txt', 11, 'user_data']);
    assert.equal(await (await client.files.content(id)).text(), 'Hello world');
  });

  it('leaves out a part that was sent again', async () => {
    const { client } = startLocal();
    const upload = await client.uploads.create({ ...params, bytes: 3 });
    await addPart(client, upload.id, 'old');
    const part = await addPart(client, upload.id, 'new');
    const { file } = await client.uploads.complete(upload.id, { part_ids: [part] });
    assert.equal(await (await client.files.content(file!.id)).text(), 'new');
  });

  it('refuses parts that are not the file that was announced, and lets the upload go on', async () => {
    const { client } = startLocal();
    const upload = await client.uploads.create({ ...params, bytes: 6 });
    const parts = [await addPart(client, upload.id, 'abc'), await addPart(client, upload.id, 'def')];
    const complete = (part_ids: string[], hash?: string) =>
      client.uploads.complete(upload.id, { part_ids, ...(hash ? { md5: hash } : {}) });
    await assert.rejects(complete(parts.slice(1)), BadRequestError);
    await assert.rejects(complete([parts[0]!, parts[0]!]), BadRequestError);
    await assert.rejects(complete([...parts, 'part_none']), BadRequestError);
    await assert.rejects(complete(parts, md5('something else')), BadRequestError);
    assert.equal((await complete(parts, md5('abcdef').toUpperCase())).status, 'completed');
  });

  it('takes nothing more once it has ended', async () => {
    const { client } = startLocal();
    const upload = await client.uploads.create({ ...params, bytes: 1 });
    const part = await addPart(client, upload.id, 'a');
    assert.equal((await client.uploads.cancel(upload.id)).status, 'cancelled');
    await assert.rejects(addPart(client, upload.id, 'a'), BadRequestError);
    await assert.rejects(client.uploads.complete(upload.id, { part_ids: [part] }), BadRequestError);
    await assert.rejects(client.uploads.cancel(upload.id), BadRequestError);
    await assert.rejects(client.uploads.cancel('upload_none'), NotFoundError);
  });

  it('expires after an hour, whether or not somebody asks, and leaves no bytes behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'local-uploads-'));
    let now = 1_800_000_000_000;
    const { client, service } = startLocal({ folder, now: () => now });
    try {
      const upload = await client.uploads.create({ ...params, bytes: 4 });
      await addPart(client, upload.id, 'ab');
      const forgotten = await client.uploads.create({ ...params, bytes: 4 });
      await addPart(client, forgotten.id, 'cd');
      now += 3_600_000;
      await assert.rejects(addPart(client, upload.id, 'cd'), BadRequestError);
      await client.uploads.create({ ...params, bytes: 4 });
      assert.deepEqual(await readdir(join(folder, 'blobs')), []);
    } finally {
      await service.close();
      await rm(folder, { recursive: true });
    }
  });

  it('keeps a file once in a folder, and gives it a life of its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'local-uploads-'));
    let now = 1_800_000_000_000;
    const { client, service } = startLocal({ folder, now: () => now });
    try {
      const expires_after = { anchor: 'created_at' as const, seconds: 7200 };
      const upload = await client.uploads.create({ ...params, bytes: 4, expires_after });
      const parts = [await addPart(client, upload.id, 'ab'), await addPart(client, upload.id, 'cd')];
      const { file } = await client.uploads.complete(upload.id, { part_ids: parts });
      assert.equal((await readdir(join(folder, 'blobs'))).length, 1);
      assert.equal(await (await client.files.content(file!.id)).text(), 'abcd');
      now += 7_200_000;
      await assert.rejects(client.files.retrieve(file!.id), NotFoundError);
    } finally {
      await service.close();
      await rm(folder, { recursive: true });
    }
  });

  it('refuses what is no upload', async () => {
    const { client } = startLocal();
    const wrong = [{ bytes: 0 }, { bytes: 9 * 1024 ** 3 }, { bytes: 1, purpose: 'fun' }, { bytes: 1, filename: null }];
    for (const change of wrong) {
      await assert.rejects(client.uploads.create({ ...params, ...change } as never), BadRequestError);
    }
    const { id } = await client.uploads.create({ ...params, bytes: 1 });
    await assert.rejects(client.uploads.parts.create(id, {} as never), BadRequestError);
    await assert.rejects(client.uploads.complete(id, {} as never), BadRequestError);
  });
});
