import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { FileDropzone } from '../../../components/file-dropzone/file-dropzone.ts';
import { setStrings } from '../../../components/strings.ts';
import { clearPage, control, find, findAll, focused, place, until } from '../support/page.ts';
import { placeInConversation } from '../support/place-in-conversation.ts';

describe('<file-dropzone>', () => {
  afterEach(async () => {
    clearPage();
    await emulateMedia({ colorScheme: 'light' });
  });

  describe('alone', () => {
    it('takes dropped files, lists them, and tells the page', async () => {
      const element = await place(new FileDropzone());
      const accepted = listen(element, 'assistant-file-accepted');
      const drop = drag(element, 'drop', [textFile('a.txt'), textFile('b.txt')]);
      await until(() => accepted.length === 2);
      await element.updateComplete;

      expect(drop.defaultPrevented).to.equal(true);
      expect(element.files.map(({ name }) => name)).to.deep.equal(['a.txt', 'b.txt']);
      expect(
        findAll(element.shadowRoot!, 'file-attachment').map((item) => item.getAttribute('filename')),
      ).to.deep.equal(['a.txt', 'b.txt']);
      expect(accepted[0]!.composed && accepted[0]!.bubbles).to.equal(true);
    });

    it('takes pasted files', async () => {
      const element = await place(new FileDropzone());
      const box = document.createElement('textarea');
      element.append(box);
      const event = paste(box, [textFile('screenshot.png', 'image/png')]);
      await until(() => element.files.length);

      expect(event.defaultPrevented).to.equal(true);
    });

    it('leaves pasted text alone', async () => {
      const element = await place(new FileDropzone());
      const box = document.createElement('textarea');
      element.append(box);

      expect(paste(box, []).defaultPrevented).to.equal(false);
    });

    it('opens the picker from the keyboard, and takes what is picked', async () => {
      const element = await place(new FileDropzone(), { accept: '.txt' });
      const picker = find<HTMLInputElement>(element, 'input[type=file]');
      let opened = 0;
      picker.addEventListener('click', (event) => {
        event.preventDefault();
        opened++;
      });
      element.focus();
      expect(focused()?.textContent?.trim()).to.equal('Choose files');
      await sendKeys({ press: 'Enter' });
      expect(opened).to.equal(1);
      await sendKeys({ press: ' ' });
      expect(opened).to.equal(2);
      expect(picker.accept).to.equal('.txt');

      picker.files = transfer([textFile('a.txt')]).files;
      picker.dispatchEvent(new Event('change'));
      await until(() => element.files.length);
    });

    it('lets a person choose one file where one is allowed', async () => {
      const element = await place(new FileDropzone(), { maxFiles: 1 });
      expect(find<HTMLInputElement>(element, 'input[type=file]').multiple).to.equal(false);
      control(element, 'Choose a file');
    });

    it('says why it does not take a file, and forgets it with the next choice', async () => {
      const element = await place(new FileDropzone(), { accept: '.txt', maxFileSize: 3, maxFiles: 2 });
      const rejected = listen(element, 'assistant-file-rejected');
      element.attach([
        textFile('a.exe'),
        textFile('b.txt', 'text/plain', 'long'),
        textFile('c.txt', 'text/plain', ''),
        textFile('d.txt'),
        textFile('d.txt'),
        textFile('e.txt'),
        textFile('f.txt'),
      ]);
      await until(() => rejected.length === 5);
      await element.updateComplete;

      expect(rejected.map(({ reason, file }) => `${file.name} ${reason}`)).to.deep.equal([
        'a.exe wrong-type',
        'b.txt too-large',
        'c.txt empty',
        'd.txt duplicate',
        'f.txt too-many',
      ]);
      const told = () => findAll(find(element, '[role=alert]'), 'li').map(({ textContent }) => textContent.trim());
      await until(() => told().includes('b.txt is too large. The limit is 3 bytes.'));
      element.detach(element.files[0]!);
      element.attach([textFile('g.txt')]);
      await until(() => element.files.length === 2);
      await element.updateComplete;
      expect(told()).to.deep.equal([]);
    });

    it('lets the page refuse a file', async () => {
      const element = await place(new FileDropzone());
      const rejected = listen(element, 'assistant-file-rejected');
      element.addEventListener('assistant-file-accept', (event) => event.preventDefault());
      element.attach([textFile('a.txt')]);
      await until(() => rejected.length);

      expect(rejected[0]!.reason).to.equal('refused');
      expect(element.files).to.deep.equal([]);
    });

    it('gives a file away again, and the focus back', async () => {
      const element = await place(new FileDropzone());
      element.attach([textFile('a.txt')]);
      await until(() => findAll(element.shadowRoot!, 'file-attachment').length);
      await until(() => findAll(element.shadowRoot!, 'button').length > 1);
      control(element, 'Remove a.txt').focus();
      await sendKeys({ press: 'Enter' });
      await element.updateComplete;

      expect(element.files).to.deep.equal([]);
      expect(focused()?.textContent?.trim()).to.equal('Choose files');
    });

    it('reads out what was added', async () => {
      const element = await place(new FileDropzone());
      element.attach([textFile('a.txt')]);
      await until(() => find(element, '[role=status]').textContent?.includes('Added: a.txt'));
    });

    it('does without its button where the page has one', async () => {
      const element = await place(new FileDropzone());
      element.innerHTML = '<button slot="button">Mine</button>';
      let opened = 0;
      find(element, 'input[type=file]').addEventListener('click', (event) => {
        event.preventDefault();
        opened++;
      });
      element.querySelector('button')!.click();

      expect(opened).to.equal(1);
    });
  });

  describe('while files are dragged over it', () => {
    it('shows that they can be dropped, until they leave', async () => {
      const element = await place(new FileDropzone());
      const over = drag(element, 'dragenter', [textFile('a.txt')]);
      await element.updateComplete;
      expect(over.defaultPrevented).to.equal(true);
      expect(element.matches('[dragover][dragover-valid]')).to.equal(true);
      expect(find(element, '.overlay').textContent?.trim()).to.equal('Drop files here');
      expect(getComputedStyle(find(element, '.overlay')).visibility).to.equal('visible');
      drag(element, 'dragleave', [textFile('a.txt')]);
      await until(() => !element.matches('[dragover]'));
    });

    it('shows that they cannot', async () => {
      const element = await place(new FileDropzone(), { accept: 'image/*' });
      const event = drag(element, 'dragover', [textFile('a.txt')]);
      await element.updateComplete;

      expect(element.matches('[dragover]:not([dragover-valid])')).to.equal(true);
      expect(find(element, '.overlay').textContent?.trim()).to.equal('These files cannot be added here');
      expect(event.defaultPrevented).to.equal(true);
    });

    it('does not flicker from child to child', async () => {
      const element = await place(new FileDropzone());
      element.innerHTML = '<p>one</p><p>two</p>';
      const [one, two] = element.querySelectorAll('p');
      const states: boolean[] = [];
      new MutationObserver(() => states.push(element.hasAttribute('dragover'))).observe(element, { attributes: true });
      drag(one!, 'dragenter', [textFile('a.txt')]);
      for (let turn = 0; turn < 5; turn++) {
        drag(two!, 'dragenter', [textFile('a.txt')], one!);
        drag(one!, 'dragleave', [textFile('a.txt')], two!);
        drag(one!, 'dragenter', [textFile('a.txt')], two!);
        // Safari does not say where a drag goes.
        drag(two!, 'dragleave', [textFile('a.txt')]);
        drag(one!, 'dragover', [textFile('a.txt')]);
        await element.updateComplete;
      }

      expect(new Set(states)).to.deep.equal(new Set([true]));
    });

    it('does not care for dragged text', async () => {
      const element = await place(new FileDropzone());
      const data = new DataTransfer();
      data.setData('text/plain', 'words');
      const event = new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true });
      element.dispatchEvent(event);

      expect(event.defaultPrevented).to.equal(false);
      expect(element.matches('[dragover]')).to.equal(false);
    });

    it('takes nothing while it is disabled, but keeps the page from being replaced by the file', async () => {
      const element = await place(new FileDropzone(), { disabled: true });
      drag(element, 'dragover', [textFile('a.txt')]);
      const drop = drag(element, 'drop', [textFile('a.txt')]);
      await element.updateComplete;

      expect(drop.defaultPrevented).to.equal(true);
      expect(element.files).to.deep.equal([]);
      expect((control(element, 'Choose files') as HTMLButtonElement).disabled).to.equal(true);
    });

    it('leaves the drop to an inner dropzone', async () => {
      const outer = await place(new FileDropzone());
      const inner = new FileDropzone();
      outer.append(inner);
      await inner.updateComplete;
      drag(inner, 'drop', [textFile('a.txt')]);
      await until(() => inner.files.length);

      expect(outer.files).to.deep.equal([]);
    });
  });

  describe('in a form', () => {
    it('submits its files under its name', async () => {
      const { form, element } = await placeInForm();
      expect(new FormData(form).getAll('docs')).to.deep.equal([]);
      element.attach([textFile('a.txt'), textFile('b.txt')]);
      await until(() => element.files.length === 2);
      await element.updateComplete;

      expect(new FormData(form).getAll('docs').map((file) => (file as File).name)).to.deep.equal(['a.txt', 'b.txt']);
    });

    it('is empty after a reset, at once, and stays so', async () => {
      const { form, element } = await placeInForm();
      element.attach([textFile('a.txt'), textFile('b.exe')]);
      await until(() => element.files.length === 2);
      expect(new FormData(form).getAll('docs')).to.have.length(2);
      element.attach([textFile('c.txt')]);
      form.reset();
      expect(new FormData(form).getAll('docs')).to.deep.equal([]);
      element.attach([textFile('d.txt')]);
      await until(() => element.files.length);
      expect(element.files.map(({ name }) => name)).to.deep.equal(['d.txt']);
    });

    it('tells the form that it has changed, once for each choice, and not where nothing was taken', async () => {
      const { form, element } = await placeInForm();
      let changes = 0;
      form.addEventListener('change', () => changes++);
      element.attach([textFile('a.txt'), textFile('b.txt')]);
      await until(() => changes === 1);
      const rejected = listen(element, 'assistant-file-rejected');
      element.attach([textFile('a.txt')]);
      await until(() => rejected.length);
      control(element, 'Remove b.txt').click();
      expect(changes).to.equal(2);
    });

    it('goes by its label: that names it, and opens the picker', async () => {
      const { form, element } = await placeInForm(
        '<label for="docs">Documents</label><file-dropzone id="docs" name="docs"><p>Here</p></file-dropzone>',
      );
      let opened = 0;
      find(element, 'input[type=file]').addEventListener('click', (event) => {
        event.preventDefault();
        opened++;
      });
      form.querySelector('p')!.click();
      expect(opened).to.equal(0);
      form.querySelector('label')!.click();
      expect(opened).to.equal(1);
      element.disabled = true;
      form.querySelector('label')!.click();
      expect(opened).to.equal(1);
    });

    it('has its files back when the browser restores the form', async () => {
      const { form, element } = await placeInForm();
      const state = new FormData();
      state.append('docs', textFile('a.txt'));
      element.formStateRestoreCallback(state);
      await element.updateComplete;
      expect(new FormData(form).getAll('docs').map((file) => (file as File).name)).to.deep.equal(['a.txt']);
      element.formStateRestoreCallback(null);
      expect(element.files).to.deep.equal([]);
    });

    it('asks for a camera or a whole folder where it is told to', async () => {
      const { element } = await placeInForm();
      const picker = element.shadowRoot!.querySelector('input')!;
      expect([picker.hasAttribute('capture'), picker.webkitdirectory]).to.deep.equal([false, false]);
      element.capture = 'environment';
      element.directory = true;
      await element.updateComplete;
      expect([picker.getAttribute('capture'), picker.webkitdirectory]).to.deep.equal(['environment', true]);
    });

    it('holds the form back while a file is required and missing', async () => {
      const { form, element } = await placeInForm();
      element.required = true;
      await element.updateComplete;
      expect(form.checkValidity()).to.equal(false);
      expect([element.form === form, element.willValidate, element.validity.valueMissing]).to.deep.equal([
        true,
        true,
        true,
      ]);
      expect(element.validationMessage).to.equal('Add a file.');
      expect(element.reportValidity()).to.equal(false);
      expect(focused()?.textContent?.trim()).to.equal('Choose files');
      element.attach([textFile('a.txt')]);
      await until(() => element.files.length);
      expect([form.checkValidity(), element.checkValidity()]).to.deep.equal([true, true]);
      form.reset();
      expect(form.checkValidity()).to.equal(false);
      element.disabled = true;
      await element.updateComplete;
      expect(form.checkValidity()).to.equal(true);
    });

    it('is disabled with its fieldset', async () => {
      const { element } = await placeInForm(
        '<fieldset disabled><file-dropzone name="docs"></file-dropzone></fieldset>',
      );
      drag(element, 'drop', [textFile('a.txt')]);
      await element.updateComplete;

      expect(element.files).to.deep.equal([]);
      expect((control(element, 'Choose files') as HTMLButtonElement).disabled).to.equal(true);
    });
  });

  describe('in a chat', () => {
    it('hands the files to the conversation and keeps its own controls away', async () => {
      const { element, conversation } = await placeInConversation(new FileDropzone());
      const accepted = listen(element, 'assistant-file-accepted');
      drag(element, 'drop', [textFile('a.txt')]);
      await until(() => conversation.attachments.length);
      await element.updateComplete;

      expect(conversation.attachments[0]!.file.name).to.equal('a.txt');
      expect(element.files).to.deep.equal([]);
      expect(accepted).to.deep.equal([]);
      expect(findAll(element.shadowRoot!, 'button')).to.deep.equal([]);
    });

    it('is held to the limits of the conversation', async () => {
      const { element, conversation } = await placeInConversation(new FileDropzone());
      conversation.restrict({ accept: 'image/*' });
      drag(element, 'dragover', [textFile('a.txt')]);

      expect(element.matches('[dragover]:not([dragover-valid])')).to.equal(true);
    });

    it('works again after it was moved', async () => {
      const { element, conversation, surroundings } = await placeInConversation(new FileDropzone());
      element.remove();
      surroundings.append(element);
      await element.updateComplete;
      drag(element, 'drop', [textFile('a.txt')]);
      await until(() => conversation.attachments.length === 1);

      expect(element.files).to.deep.equal([]);
    });
  });

  it('takes its words from the page', async () => {
    const element = await place(new FileDropzone());
    setStrings({ chooseFiles: () => 'Dateien auswählen' });
    await element.updateComplete;
    control(element, 'Dateien auswählen');
    setStrings({ chooseFiles: (multiple) => (multiple ? 'Choose files' : 'Choose a file') });
  });
});

async function placeInForm(markup = '<file-dropzone name="docs"></file-dropzone>') {
  const form = document.createElement('form');
  form.innerHTML = markup;
  document.body.append(form);
  const element = form.querySelector('file-dropzone')!;
  await element.updateComplete;
  return { form, element };
}

function textFile(name: string, type = 'text/plain', text = name.slice(0, 3)): File {
  return new File([text], name, { type });
}

function transfer(files: File[]): DataTransfer {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  return data;
}

function drag(target: Element, type: string, files: File[], relatedTarget: Element | null = null): DragEvent {
  const event = new DragEvent(type, {
    dataTransfer: transfer(files),
    relatedTarget,
    bubbles: true,
    composed: true,
    cancelable: true,
  });
  target.dispatchEvent(event);
  return event;
}

function paste(target: Element, files: File[]): ClipboardEvent {
  const clipboardData = transfer(files);
  if (files.length === 0) clipboardData.setData('text/plain', 'words');
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true });
  target.dispatchEvent(event);
  return event;
}

function listen<Name extends keyof HTMLElementEventMap>(element: HTMLElement, name: Name): HTMLElementEventMap[Name][] {
  const events: HTMLElementEventMap[Name][] = [];
  element.addEventListener(name, (event) => events.push(event as HTMLElementEventMap[Name]));
  return events;
}
