import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { droppedFiles } from '../../../components/file-dropzone/dropped-files.ts';
import { pastedFiles } from '../../../components/file-dropzone/pasted-files.ts';

type Tree = { [name: string]: Tree | null };

describe('droppedFiles', () => {
  it('takes the files of a plain drop', async () => {
    assert.deepEqual(await namesOf({ 'a.txt': null, 'b.txt': null }), ['a.txt', 'b.txt']);
  });

  it('takes the files of folders in folders, however many parts they are read in', async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`${at}.txt`, null]));
    assert.equal((await namesOf({ folder: { 'a.txt': null, inner: many }, 'b.txt': null })).length, 252);
  });

  it('leaves out what is hidden in a folder', async () => {
    assert.deepEqual(await namesOf({ folder: { '.DS_Store': null, '.git': { config: null }, 'a.txt': null } }), [
      'a.txt',
    ]);
  });

  it('takes them in the order of their names, whatever that of the disk', async () => {
    const folder = { 'page 10.txt': null, 'page 2.txt': null, b: { 'x.txt': null }, 'a.txt': null };
    assert.deepEqual(await namesOf({ folder }), ['a.txt', 'x.txt', 'page 2.txt', 'page 10.txt']);
  });

  it('takes no more than a thousand', async () => {
    const many = Object.fromEntries(Array.from({ length: 700 }, (_, at) => [`${at}.txt`, null]));
    assert.equal((await namesOf({ many, more: many })).length, 1000);
  });

  it('goes on beside what cannot be read', async () => {
    const data = transferOf({ folder: { 'a.txt': null, 'b.txt': null } }, (name) => name === 'a.txt');
    assert.deepEqual(
      (await droppedFiles(data)).map(({ name }) => name),
      ['b.txt'],
    );
  });
});

describe('pastedFiles', () => {
  const file = new File(['x'], 'image.png', { type: 'image/png' });

  it('takes a screenshot', () => {
    const [screenshot, ...others] = pastedFiles(clipboard({}, [file]));
    assert.match(screenshot?.name ?? '', /^Screenshot \d{4}-\d\d-\d\d at \d\d\.\d\d\.\d\d\.png$/);
    assert.deepEqual([screenshot?.type, screenshot?.size, others.length], ['image/png', 1, 0]);
    const photo = new File(['x'], 'photo.png', { type: 'image/png' });
    assert.deepEqual(pastedFiles(clipboard({}, [photo])), [photo]);
  });

  it('takes an image that was copied from a page', () => {
    assert.equal(pastedFiles(clipboard({ 'text/html': '<img src="x">' }, [file])).length, 1);
  });

  it('takes a file that was copied in a file manager', () => {
    assert.deepEqual(pastedFiles(clipboard({ 'text/plain': 'image.png' }, [file])), [file]);
  });

  it('leaves cells of a spreadsheet to the text box, although a picture of them comes along', () => {
    const cells = { 'text/plain': '1\t2', 'text/html': '<table></table>' };
    assert.deepEqual(pastedFiles(clipboard(cells, [file])), []);
  });

  it('leaves text to the text box', () => {
    assert.deepEqual(pastedFiles(clipboard({ 'text/plain': 'Hello' }, [])), []);
    assert.deepEqual(pastedFiles(null), []);
  });
});

async function namesOf(tree: Tree): Promise<string[]> {
  return (await droppedFiles(transferOf(tree))).map(({ name }) => name);
}

function transferOf(tree: Tree, isBroken: (name: string) => boolean = () => false): DataTransfer {
  const entries = Object.entries(tree).map(([name, children]) => entryOf(name, children, isBroken));
  return {
    files: Object.keys(tree).map((name) => new File(['x'], name)),
    items: entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })),
  } as unknown as DataTransfer;
}

/** Reads like a browser: at most 100 entries at a time, then nothing. */
function entryOf(name: string, children: Tree | null, isBroken: (name: string) => boolean): FileSystemEntry {
  if (!children) {
    return {
      name,
      isFile: true,
      isDirectory: false,
      file: (done: (file: File) => void, fail: () => void) => (isBroken(name) ? fail() : done(new File(['x'], name))),
    } as unknown as FileSystemEntry;
  }
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      const rest = Object.entries(children).map(([child, inner]) => entryOf(child, inner, isBroken));
      return { readEntries: (done: (part: FileSystemEntry[]) => void) => done(rest.splice(0, 100)) };
    },
  } as unknown as FileSystemEntry;
}

function clipboard(texts: Record<string, string>, files: File[]): DataTransfer {
  return {
    files,
    types: [...Object.keys(texts), ...(files.length > 0 ? ['Files'] : [])],
    getData: (type: string) => texts[type] ?? '',
  } as unknown as DataTransfer;
}
