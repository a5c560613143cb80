// Runs inside the page, as it stands: reads what a person sees, through every shadow root.
globalThis.readPage = {
  /** All text of the last message of the assistant, white space folded. */
  lastAnswer() {
    const last = elements('annotated-message').at(-1);
    return last ? textOf(last) : '';
  },

  /** All text of the page, white space folded. */
  all() {
    return textOf(document.body);
  },

  /** All text in there, white space folded. */
  within(selector) {
    const element = document.querySelector(selector);
    return element ? textOf(element) : '';
  },

  /** What is seen of each file of the draft: its name, and its state. */
  draft() {
    return elements('draft-files')
      .flatMap((list) => elements('file-attachment', list.shadowRoot ?? list))
      .map(({ shadowRoot }) => {
        const [name, detail] = ['.name', '.detail'].map((part) => shadowRoot?.querySelector(part)?.textContent ?? '');
        return `${name}: ${detail}`;
      });
  },

  /** Why files were not taken, in the words that are seen. */
  refusals() {
    return elements('file-rejections')
      .flatMap((list) => elements('li', list.shadowRoot ?? list))
      .map((sentence) => textOf(sentence).trim());
  },

  /** A file as a test describes it. */
  file({ name, type = '', content }) {
    return new File([bytesOf(content)], name, { type });
  },

  /** Drags files over the chat and drops them there; or only does what the given events do. */
  drop(files, types = ['dragenter', 'dragover', 'drop']) {
    const dataTransfer = new DataTransfer();
    for (const file of files) dataTransfer.items.add(this.file(file));
    const target = elements('file-dropzone')[0];
    for (const type of types) {
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
    }
  },

  /** Drops folders as a browser gives them: `{ notes: { 'one.txt': 'one' } }`. */
  dropFolders(folders) {
    const entry = ([name, content]) =>
      typeof content === 'string'
        ? { name, isFile: true, file: (done) => done(new File([content], name)) }
        : { name, isDirectory: true, createReader: () => readerOf(Object.entries(content).map(entry)) };
    const readerOf = (entries) => ({ readEntries: (done) => done(entries.splice(0)) });
    const items = Object.entries(folders).map((folder) => ({ kind: 'file', webkitGetAsEntry: () => entry(folder) }));
    const drop = new DragEvent('drop', { bubbles: true, composed: true, cancelable: true });
    Object.defineProperty(drop, 'dataTransfer', { value: { types: ['Files'], files: [], items } });
    elements('file-dropzone')[0].dispatchEvent(drop);
  },

  /** Every element of that name, through every shadow root. */
  elements(name) {
    return elements(name);
  },

  /** True where an image of that address is drawn. */
  shows(url) {
    return elements('img').some((image) => image.src === url && image.naturalWidth > 0);
  },
};

function bytesOf(content) {
  if (typeof content === 'string') return content;
  if (typeof content === 'number') return new Uint32Array(content / 4).map((_, index) => index * 2_654_435_761);
  return Uint8Array.from(atob(content.base64), (character) => character.charCodeAt(0));
}

function textOf(root) {
  const read = (node) => {
    if (node instanceof Text) return node.data;
    if (node instanceof HTMLStyleElement) return '';
    if (node instanceof HTMLSlotElement) return node.assignedNodes({ flatten: true }).map(read).join(' ');
    return Array.from((node.shadowRoot ?? node).childNodes, read).join(' ');
  };
  return read(root).replace(/\s+/g, ' ');
}

function elements(name, root = document) {
  return Array.from(root.querySelectorAll('*')).flatMap((element) => [
    ...(element.localName === name ? [element] : []),
    ...(element.shadowRoot ? elements(name, element.shadowRoot) : []),
  ]);
}
