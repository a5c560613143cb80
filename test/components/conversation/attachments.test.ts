import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  clientError,
  TransportError,
  type Conversation,
  type FileRejection,
  type UploadOptions,
} from '../../../components/conversation/index.ts';
import { isAccepted, mayBeAccepted } from '../../../components/conversation/files/file-limits.ts';
import { UploadSlots } from '../../../components/conversation/files/upload-slots.ts';
import type { AdapterConfig, FileRef } from '../../../protocol/index.ts';
import {
  config,
  converse,
  finish,
  ScriptedReply,
  ScriptedTransport,
  settled,
  start,
  until,
} from './scripted-transport.ts';

describe('isAccepted', () => {
  const file = (name: string, type = '') => ({ name, type });
  for (const [accept, taken, refused] of [
    ['', [file('a.exe')], []],
    ['.csv', [file('a.csv'), file('A.CSV', 'application/vnd.ms-excel')], [file('a.csv.exe'), file('csv')]],
    ['image/*', [file('a', 'image/png')], [file('a.png'), file('a', 'imagex/png')]],
    ['text/plain', [file('a', 'text/plain;charset=utf-8'), file('a', 'TEXT/PLAIN')], [file('a', 'text/html')]],
    [' .pdf , image/png,', [file('x.pdf'), file('x', 'image/png')], [file('x', 'image/gif')]],
    ['*/*', [file('a')], []],
  ] as const) {
    it(`reads "${accept}" like the attribute of a file input`, () => {
      for (const one of taken) assert.ok(isAccepted(one, accept), JSON.stringify(one));
      for (const one of refused) assert.ok(!isAccepted(one, accept), JSON.stringify(one));
    });
  }

  it('takes an extension for a perhaps while the name is not known', () => {
    assert.ok(mayBeAccepted('application/pdf', '.csv'));
    assert.ok(mayBeAccepted('image/png', 'image/*'));
    assert.ok(!mayBeAccepted('application/pdf', 'image/*'));
  });
});

describe('Conversation.attach', () => {
  it('uploads files into the thread it makes for them, and tells how far they are', async () => {
    const { transport, conversation, uploads } = filing();
    const threads: (string | null)[] = [];
    conversation.addEventListener('thread-change', ({ threadId }) => threads.push(threadId));
    const [attachment] = conversation.attach([textFile('a.txt', 'hello')]);
    assert.deepEqual([attachment?.status, attachment?.sentBytes], ['uploading', 0]);
    await until(() => uploads.length);
    assert.equal(uploads[0]!.options.threadId, 'made');
    uploads[0]!.options.onProgress!(3);
    assert.equal(conversation.attachments[0]!.sentBytes, 3);
    let prepared = (): void => undefined;
    transport.file = () => new Promise((resolve) => (prepared = () => resolve(ref('f'))));
    uploads[0]!.resolve(ref('f', 'processing'));
    await until(() => conversation.attachments[0]!.status === 'processing');
    await settled();
    prepared();
    await until(() => conversation.attachments[0]!.status === 'ready');

    assert.equal(conversation.attachments[0]!.id, attachment!.id);
    assert.equal(conversation.attachments[0]!.sentBytes, 5);
    assert.deepEqual(threads, ['made']);
  });

  it('sends no more than three at a time, and makes one thread for all', async () => {
    const { transport, conversation, uploads, made } = filing({
      ...config(),
      limits: { ...config().limits, maxFiles: 9 },
    });
    const create = transport.createThread!;
    let go = (): void => undefined;
    transport.createThread = (request) => {
      const thread = create(request);
      return new Promise((resolve) => (go = () => resolve(thread)));
    };
    const { accepted } = told(conversation);
    conversation.attach(Array.from({ length: 5 }, (_, at) => textFile(`${at}.txt`, `${at}`)));
    await until(() => accepted.length === 5);
    await settled();
    go();
    await until(() => uploads.length === 3);
    await settled();
    assert.equal(uploads.length, 3);
    uploads[1]!.resolve(ref('1'));
    await until(() => uploads.length === 4);
    uploads[0]!.reject(clientError('upload_failed'));
    await until(() => uploads.length === 5);

    assert.equal(made.count, 1);
  });

  it('does not hold up others by one that is taken away', async () => {
    const { conversation, uploads } = filing({ ...config(), limits: { ...config().limits, maxFiles: 9 } });
    conversation.attach(Array.from({ length: 5 }, (_, at) => textFile(`${at}.txt`, `${at}`)));
    await until(() => uploads.length === 3);
    conversation.removeAttachment(conversation.attachments[3]!.id);
    conversation.removeAttachment(conversation.attachments[0]!.id);
    await until(() => uploads.length === 4);

    assert.ok(uploads[0]!.options.signal!.aborted);
    assert.equal(uploads[3]!.file.name, '4.txt');
    assert.deepEqual(
      conversation.attachments.map(({ file }) => file.name),
      ['1.txt', '2.txt', '4.txt'],
    );
  });

  for (const [reason, files, limit] of [
    ['too-large', [textFile('a.txt', 'x'.repeat(1001))], 1000],
    ['wrong-type', [textFile('a.exe', 'x')], '.txt'],
    ['empty', [textFile('a.txt', '')], undefined],
    ['too-many', ['1', '2', '3', '4'].map((name) => textFile(`${name}.txt`, name)), 3],
    ['duplicate', [textFile('a.txt', 'same'), textFile('a.txt', 'same')], undefined],
  ] as const) {
    it(`refuses a file with the reason ${reason}, however late the backend tells its limits`, async () => {
      const { conversation } = filing({ ...config(), limits: { ...config().limits, accept: '.txt' } });
      const { accepted, rejected } = told(conversation);
      conversation.attach(files);
      await until(() => rejected.length);
      await until(() => accepted.length === files.length - 1);

      assert.deepEqual(
        rejected.map((event) => [event.file, event.reason, event.limit]),
        [[files.at(-1), reason, limit]],
      );
      assert.equal(conversation.attachments.length, files.length - 1);
    });
  }

  it('takes a file of the same name and size with other bytes', async () => {
    const { conversation } = filing();
    const { accepted } = told(conversation);
    conversation.attach([textFile('a.txt', 'one'), textFile('a.txt', 'two')]);
    await until(() => accepted.length === 2);
  });

  it('recognises a file by its bytes under another name, and tells which it is', async () => {
    const { conversation } = filing();
    const { accepted, rejected } = told(conversation);
    const [first, copy] = [textFile('a.txt', 'same'), textFile('copy of a.txt', 'same')];
    conversation.attach([first, textFile('b.txt', 'else'), copy]);
    await until(() => accepted.length === 2 && rejected.length);

    assert.deepEqual([rejected[0]!.file, rejected[0]!.reason, rejected[0]!.equals], [copy, 'duplicate', first]);
  });

  it('does not hold a file against another that was not taken itself, or is gone', async () => {
    const { conversation } = filing({ ...config(), limits: { ...config().limits, accept: '.txt' } });
    const { accepted, rejected } = told(conversation);
    conversation.attach([textFile('a.exe', 'same'), textFile('a.txt', 'same')]);
    await until(() => accepted.length === 1);
    assert.deepEqual(
      rejected.map(({ reason }) => reason),
      ['wrong-type'],
    );
    conversation.removeAttachment(conversation.attachments[0]!.id);
    conversation.attach([textFile('b.txt', 'same')]);
    await until(() => accepted.length === 2);
  });

  it('refuses what cannot be read', async () => {
    const { conversation } = filing();
    const { rejected } = told(conversation);
    const folder = textFile('folder', 'x');
    folder.slice = () => Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new DOMException('gone')) });
    conversation.attach([folder]);
    await until(() => rejected.length);

    assert.equal(rejected[0]!.reason, 'unreadable');
    assert.deepEqual(conversation.attachments, []);
  });

  it('lets the page refuse', async () => {
    const { conversation } = filing();
    const { rejected } = told(conversation);
    conversation.addEventListener('file-accept', (event) => event.preventDefault());
    assert.deepEqual(conversation.attach([textFile('a.txt', 'x')]), []);

    assert.equal(rejected[0]!.reason, 'refused');
  });

  it('refuses all where the assistant takes no files', async () => {
    const { conversation } = filing({ ...config(), capabilities: { ...config().capabilities, uploads: false } });
    const { rejected } = told(conversation);
    conversation.attach([textFile('a.txt', 'x')]);
    await until(() => rejected.length);

    assert.equal(rejected[0]!.reason, 'unsupported');
  });

  it('keeps a file that failed, says why, and uploads it again', async () => {
    const { conversation, uploads } = filing();
    conversation.attach([textFile('a.txt', 'x')]);
    await until(() => uploads.length);
    uploads[0]!.reject(new TransportError('file_too_large', 'The file is too large.', { status: 413 }));
    await until(() => conversation.attachments[0]!.status === 'failed');
    assert.equal(conversation.attachments[0]!.error?.message, 'The file is too large.');
    conversation.retryAttachment(conversation.attachments[0]!.id);
    await until(() => uploads.length === 2);
    assert.equal(conversation.attachments[0]!.error, undefined);
    uploads[1]!.resolve(ref('f'));
    await until(() => conversation.attachments[0]!.status === 'ready');
  });

  it('says what the assistant said of a file it could not prepare', async () => {
    const { conversation, uploads } = filing();
    conversation.attach([textFile('a.txt', 'x')]);
    await until(() => uploads.length);
    uploads[0]!.resolve({ ...ref('f', 'failed'), error: 'It is locked.' });
    await until(() => conversation.attachments[0]!.status === 'failed');

    assert.equal(conversation.attachments[0]!.error?.message, 'It is locked.');
  });

  it('asks again for the state of a file when one answer is missing', async () => {
    const { transport, conversation, uploads } = filing();
    let asked = 0;
    transport.file = () => {
      asked++;
      return asked < 3 ? Promise.reject(clientError('network_error')) : Promise.resolve(ref('f'));
    };
    conversation.attach([textFile('a.txt', 'x')]);
    await until(() => uploads.length);
    uploads[0]!.resolve(ref('f', 'processing'));
    await until(() => conversation.attachments[0]!.status === 'ready');
  });

  it('takes a file that is removed out of the thread', async () => {
    const { transport, conversation, uploads } = filing();
    const deleted: string[] = [];
    transport.deleteFile = (id) => Promise.resolve(void deleted.push(id));
    conversation.attach([textFile('a.txt', 'x')]);
    await until(() => uploads.length);
    uploads[0]!.resolve(ref('f'));
    await until(() => conversation.attachments[0]!.status === 'ready');
    conversation.removeAttachment(conversation.attachments[0]!.id);

    assert.deepEqual(conversation.attachments, []);
    assert.deepEqual(deleted, ['f']);
  });
});

describe('Conversation, sending files', () => {
  it('waits for them, says so, and then sends them as references', async () => {
    const { transport, conversation, uploads } = filing();
    conversation.input = 'Read this';
    conversation.attach([textFile('a.txt', 'x')]);
    void conversation.send();
    await until(() => uploads.length);
    await until(() => conversation.activity?.phase === 'uploading');
    assert.equal(conversation.status, 'submitted');
    assert.equal(conversation.input, 'Read this');
    assert.equal(transport.chats.length, 0);
    uploads[0]!.resolve(ref('f'));
    await until(() => transport.chats.length);

    assert.deepEqual(transport.chats[0]!.request.messages[0]!.parts, [
      {
        type: 'file',
        mediaType: 'text/plain',
        filename: 'f.txt',
        url: 'https://example.org/files/f/content',
        providerMetadata: { kit: { fileId: 'f', bytes: 1 } },
      },
      { type: 'text', text: 'Read this' },
    ]);
    assert.deepEqual(conversation.attachments, []);
    assert.equal(conversation.activity, null);
  });

  it('sends files without a word', async () => {
    const { transport, conversation, uploads } = filing();
    void conversation.send('', { files: [textFile('a.txt', 'x')] });
    await until(() => uploads.length);
    uploads[0]!.resolve(ref('f'));
    await until(() => transport.chats.length);

    assert.deepEqual(
      transport.chats[0]!.request.messages[0]!.parts.map(({ type }) => type),
      ['file'],
    );
  });

  it('does not send while one has failed; retry uploads it again and sends', async () => {
    const { transport, conversation, uploads } = filing();
    conversation.input = 'Read this';
    conversation.attach([textFile('a.txt', 'x')]);
    const sent = conversation.send();
    await until(() => uploads.length);
    uploads[0]!.reject(clientError('upload_failed'));
    await sent;
    assert.equal(conversation.error?.code, 'attachment_failed');
    assert.equal(conversation.input, 'Read this');
    assert.equal(transport.chats.length, 0);
    void conversation.retry();
    await until(() => uploads.length === 2);
    uploads[1]!.resolve(ref('f'));
    await until(() => transport.chats.length);

    assert.equal(transport.chats[0]!.request.messages[0]!.parts.length, 2);
  });

  it('stops waiting when told, and loses nothing', async () => {
    const { transport, conversation, uploads } = filing();
    conversation.input = 'Read this';
    conversation.attach([textFile('a.txt', 'x')]);
    const sent = conversation.send();
    await until(() => uploads.length);
    await conversation.stop();
    await sent;
    uploads[0]!.resolve(ref('f'));
    await until(() => conversation.attachments[0]!.status === 'ready');

    assert.equal(conversation.status, 'ready');
    assert.equal(conversation.input, 'Read this');
    assert.equal(transport.chats.length, 0);
  });

  it('has the files back when the message is refused, and does not upload them again', async () => {
    const { transport, conversation, uploads } = filing();
    conversation.attach([textFile('a.txt', 'x')]);
    await until(() => uploads.length);
    uploads[0]!.resolve(ref('f'));
    const sent = conversation.send('Read this');
    await until(() => transport.chats.length);
    transport.chats[0]!.refuse(new TransportError('no', 'No.', { status: 400 }));
    await sent;
    assert.equal(conversation.attachments[0]!.status, 'ready');
    void conversation.retry();
    await until(() => transport.chats.length === 2);

    assert.equal(uploads.length, 1);
    assert.equal(transport.chats[1]!.request.messages[0]!.parts.length, 2);
  });

  it('does not show a file twice when the message is accepted', async () => {
    const { transport, conversation, uploads } = filing();
    conversation.attach([textFile('a.txt', 'x')]);
    await until(() => uploads.length);
    uploads[0]!.resolve(ref('f'));
    void conversation.send('Read this');
    await until(() => transport.chats.length);
    transport.chats[0]!.accept(new ScriptedReply('run').push(start(), finish()));
    await until(() => conversation.status === 'ready');

    assert.deepEqual(conversation.attachments, []);
    assert.equal(conversation.messages[0]!.parts.filter(({ type }) => type === 'file').length, 1);
  });

  it('puts the bytes into the message for a backend without uploads', async () => {
    const transport = new ScriptedTransport(null);
    const conversation = converse(transport);
    conversation.attach([new File([new Uint8Array([0, 255, 128])], 'a.bin')]);
    void conversation.send('Read this');
    await until(() => transport.chats.length);

    assert.deepEqual(transport.chats[0]!.request.messages[0]!.parts[0], {
      type: 'file',
      mediaType: 'application/octet-stream',
      filename: 'a.bin',
      url: 'data:application/octet-stream;base64,AP+A',
    });
  });

  it('leaves the files of another thread where they are', async () => {
    const { transport, conversation, uploads } = filing();
    transport.messages = () => Promise.resolve({ data: [], hasMore: false, after: null, activeRun: null });
    await conversation.openThread('A');
    conversation.attach([textFile('a.txt', 'x')]);
    await until(() => uploads.length);
    await conversation.openThread('B');
    assert.equal(conversation.attachments.length, 0);
    uploads[0]!.resolve(ref('f'));
    await settled();
    await conversation.openThread('A');

    assert.equal(conversation.attachments[0]!.status, 'ready');
    assert.equal(uploads[0]!.options.threadId, 'A');
  });
});

describe('UploadSlots', () => {
  for (const [order, act] of [
    ['before', (leave: () => void, free: () => void) => (leave(), free())],
    ['after', (leave: () => void, free: () => void) => (free(), leave())],
  ] as const) {
    it(`passes a free place on where the next one leaves at once ${order} it`, async () => {
      const slots = new UploadSlots(1);
      const staying = new AbortController().signal;
      const leaving = new AbortController();
      let free = (): void => undefined;
      const first = slots.run(() => new Promise<void>((resolve) => (free = resolve)), staying);
      const second = slots.run(() => Promise.resolve(), leaving.signal).catch((error: Error) => error.name);
      const third = slots.run(() => Promise.resolve('ran'), staying);
      await settled();
      act(() => leaving.abort(), free);
      await first;

      assert.equal(await third, 'ran');
      assert.ok([undefined, 'AbortError'].includes((await second) as string | undefined));
    });
  }
});

interface Upload {
  file: File;
  options: UploadOptions;
  resolve: (ref: FileRef) => void;
  reject: (error: unknown) => void;
}

function filing(adapter: AdapterConfig = config()) {
  const transport = new ScriptedTransport(adapter);
  const uploads: Upload[] = [];
  const made = { count: 0 };
  transport.createThread = () => {
    made.count++;
    return Promise.resolve({ id: 'made', title: null, createdAt: 1, updatedAt: 1, metadata: {}, activeRun: null });
  };
  transport.upload = (file, options = {}) =>
    new Promise((resolve, reject) => {
      options.signal?.addEventListener('abort', () => reject(options.signal!.reason as Error));
      uploads.push({ file, options, resolve, reject });
    });
  return { transport, conversation: converse(transport), uploads, made };
}

function told(conversation: Conversation) {
  const accepted: File[] = [];
  const rejected: FileRejection[] = [];
  conversation.addEventListener('file-accepted', ({ attachment }) => accepted.push(attachment.file));
  conversation.addEventListener('file-rejected', (event) => rejected.push(event));
  return { accepted, rejected };
}

function ref(id: string, status: FileRef['status'] = 'ready'): FileRef {
  return {
    id,
    filename: `${id}.txt`,
    mediaType: 'text/plain',
    bytes: 1,
    url: `https://example.org/files/${id}/content`,
    status,
  };
}

function textFile(name: string, text: string): File {
  return new File([text], name, { type: 'text/plain' });
}
