import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import type { AssistantApproveEvent } from '../../../components/events.ts';
import type { StepPart } from '../../../components/run-steps/describe-step.ts';
import { RunStep } from '../../../components/run-steps/run-step.ts';
import { RunSteps } from '../../../components/run-steps/run-steps.ts';
import type { OutputFile, ReasoningPart, ToolPart } from '../../../protocol/index.ts';
import { catchCopied } from '../support/clipboard.ts';
import {
  clearPage,
  control,
  controls,
  expectAccessible,
  find,
  findAll,
  place,
  preferScheme,
  until,
} from '../support/page.ts';

const picture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';

const code = 'total = 3 + 4\nprint(total)';

describe('<run-step>', () => {
  afterEach(clearPage);

  it('shows code as it is written, then what it printed, and folds when the answer comes', async () => {
    const step = interpreter({ state: 'input-streaming', input: { code: 'total = 3' } });
    const element = await place(new RunStep(), { step, running: true });
    expect(lineOf(element)).to.equal('Writing code');
    expect(bodyOf(element)).to.contain('total = 3');

    element.step = interpreter({ state: 'input-available' });
    await element.updateComplete;
    expect(lineOf(element)).to.equal('Running code');
    expect(bodyOf(element)).to.contain('print(total)');

    element.step = interpreter({ state: 'output-available', output: { outputs: [{ type: 'logs', logs: '7\n' }] } });
    await until(() => findAll(element.shadowRoot!, '[part=logs]').length === 1);
    expect(find(element, '[part=logs]').textContent.trim()).to.equal('7');

    element.running = false;
    await element.updateComplete;
    expect(lineOf(element)).to.equal('Ran code');
    expect(find<HTMLDetailsElement>(element, 'details').open).to.equal(false);
  });

  it('colours the code, and copies it as it is', async () => {
    const element = await place(new RunStep(), { step: interpreter({ state: 'input-available' }), running: true });
    await until(() => findAll(element.shadowRoot!, '[data-token]').length > 0);
    expect(find(element, '[data-token=type]').textContent).to.equal('print');
    const copied = catchCopied();
    control(element, 'Copy code').click();
    expect(await copied).to.equal(`${code}\n`);
  });

  it('tells how long code runs, and how long it took', async () => {
    const element = await place(new RunStep(), {
      step: interpreter({ state: 'input-streaming', input: { code } }),
      running: true,
    });
    const [real, start] = [performance.now, performance.now()];
    let passed = 0;
    performance.now = () => start + passed;
    try {
      passed = 60_000;
      element.step = interpreter({ state: 'input-available' });
      await element.updateComplete;
      passed += 2_000;
      element.requestUpdate();
      await element.updateComplete;
      expect(lineOf(element)).to.equal('Running code 2 s');
      passed += 1_240;
      element.step = interpreter({ state: 'output-available', output: { outputs: [] } });
      await element.updateComplete;
      passed += 50_000;
      element.running = false;
      await element.updateComplete;
      expect(lineOf(element)).to.equal('Ran code 3.2 s');
    } finally {
      performance.now = real;
    }
  });

  it('says nothing of the time that code took before anybody looked', async () => {
    const element = await place(new RunStep(), { step: interpreter({ state: 'output-available' }) });
    expect(lineOf(element)).to.equal('Ran code');
  });

  it('opens a plot at its full size', async () => {
    const element = await place(new RunStep(), {
      step: interpreter({ state: 'output-available', output: { outputs: [{ type: 'image', url: picture }] } }),
      files: [{ ...outputFile('plot', 'call-1'), filename: 'plot.png', url: picture }],
    });
    await unfold(element);
    control(element, 'Open plot.png').click();
    await until(() => findAll<HTMLImageElement>(document.body, 'img[alt="plot.png"]')[0]?.naturalWidth);
    control(find(document.body, 'file-viewer'), 'Close').click();
    await until(() => findAll(document.body, 'file-viewer').length === 0);
  });

  it('leaves the opening of a plot to the page that wants it', async () => {
    const element = await place(new RunStep(), {
      step: interpreter({ state: 'output-available', output: { outputs: [{ type: 'image', url: picture }] } }),
    });
    await unfold(element);
    const opened: string[] = [];
    element.addEventListener('assistant-file-open', (event) => {
      event.preventDefault();
      opened.push(event.file.filename);
    });
    control(element, 'Open Generated image.png').click();
    expect(opened).to.deep.equal(['Generated image.png']);
    expect(findAll(document.body, 'file-viewer')).to.deep.equal([]);
  });

  it('names the language of a command that is no Python', async () => {
    const input = { code: 'ls -la', containerId: '', language: 'shell' };
    const step = tool('tool-code_interpreter', { state: 'output-available', input, output: { outputs: [] } });
    const element = await place(new RunStep(), { step, running: true });
    await until(() => bodyOf(element).includes('ls -la'));
    expect(bodyOf(element)).to.contain('shell');
  });

  it('keeps the nodes of code that only grows', async () => {
    const element = await place(new RunStep(), {
      step: interpreter({ state: 'input-streaming', input: { code: 'a = 1\n' } }),
      running: true,
    });
    const block = find(element, 'pre, code');
    element.step = interpreter({ state: 'input-streaming', input: { code: 'a = 1\nb = 2\n' } });
    await element.updateComplete;
    expect(find(element, 'pre, code') === block).to.equal(true);
    expect(block.textContent).to.contain('b = 2');
  });

  it('stays as the person folded it', async () => {
    const element = await place(new RunStep(), { step: interpreter({ state: 'input-available' }), running: true });
    find(element, 'summary').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => findAll(element.shadowRoot!, '[part=body]').length === 0);
    element.step = interpreter({ state: 'output-available', output: { outputs: [] } });
    await element.updateComplete;
    expect(find<HTMLDetailsElement>(element, 'details').open).to.equal(false);
    find(element, 'summary').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => findAll(element.shadowRoot!, '[part=body]').length === 1);
    element.running = false;
    await element.updateComplete;
    expect(find<HTMLDetailsElement>(element, 'details').open).to.equal(true);
  });

  it('says what failed and why', async () => {
    const step = interpreter({ state: 'output-error', errorText: 'The code ran out of time.' });
    const element = await place(new RunStep(), { step });
    expect(lineOf(element)).to.equal('Code failed');
    await unfold(element);
    expect(bodyOf(element)).to.contain('The code ran out of time.');
  });

  it('says that a step was stopped with its run', async () => {
    const element = await place(new RunStep(), { step: interpreter({ state: 'input-available' }), running: false });
    expect(lineOf(element)).to.equal('Running code Stopped');
  });

  it('tells queries and passages of a file search', async () => {
    const element = await place(new RunStep(), {
      step: tool('tool-file_search', {
        state: 'output-available',
        input: { queries: ['notice', 'notice'] },
        output: { results: [{ fileId: 'f', filename: 'contract.pdf', score: 0.8, text: 'Ninety days.' }] },
      }),
    });
    expect(lineOf(element)).to.equal('Searched files “notice” · 1 passage');
    await unfold(element);
    expect(bodyOf(element)).to.match(/contract\.pdf\s+Ninety days\./);
  });

  it('tells the pages of a web search, and links to nothing but the web', async () => {
    const element = await place(new RunStep(), {
      step: tool('tool-web_search', {
        state: 'output-available',
        output: {
          action: { type: 'search', query: 'lit' },
          // eslint-disable-next-line no-script-url -- the attack itself
          sources: [{ url: 'https://lit.dev/docs/' }, { url: 'javascript:alert(1)' }, { type: 'api' }, null],
        },
      }),
    });
    expect(lineOf(element)).to.equal('Searched the web “lit”');
    await unfold(element);
    expect(findAll<HTMLAnchorElement>(element.shadowRoot!, 'a').map(({ href }) => href)).to.deep.equal([
      'https://lit.dev/docs/',
    ]);
  });

  it('shows a generated picture', async () => {
    const result = picture.slice(picture.indexOf(',') + 1);
    const element = await place(new RunStep(), {
      step: tool('tool-image_generation', { state: 'output-available', output: { result } }),
    });
    await unfold(element);
    expect(find<HTMLImageElement>(element, 'img').src).to.equal(picture);
  });

  it('shows any other tool by its name, its input and its result', async () => {
    const element = await place(new RunStep(), {
      step: tool('tool-get_weather', { state: 'output-available', input: { city: 'Paris' }, output: { degrees: 21 } }),
    });
    expect(lineOf(element)).to.equal('Called get_weather');
    await unfold(element);
    expect(bodyOf(element)).to.contain('"city": "Paris"').and.contain('"degrees": 21');
  });

  it('bears whatever a backend may send', async () => {
    const element = await place(new RunStep());
    for (const type of [
      'tool-code_interpreter',
      'tool-file_search',
      'tool-web_search',
      'tool-image_generation',
      'tool-x',
    ]) {
      for (const value of [
        null,
        7,
        'text',
        [],
        [null],
        { queries: 'no list', results: 3, outputs: [7, { logs: {} }] },
      ]) {
        for (const state of ['input-streaming', 'output-available', 'output-error'] as const) {
          element.step = tool(type as `tool-${string}`, { state, input: value, output: value });
          await element.updateComplete;
          await unfold(element);
        }
      }
    }
    expect(lineOf(element)).to.equal('x failed');
  });

  it('asks before a tool runs, and answers once', async () => {
    const step = {
      ...tool('tool-x', { state: 'approval-requested', input: { branch: 'main' } }),
      type: 'dynamic-tool',
      toolName: 'mcp.delete_branch',
      approval: { id: 'ask-1' },
    } as StepPart;
    const element = await place(new RunStep(), { step, running: true });
    const answers: AssistantApproveEvent[] = [];
    document.body.addEventListener('assistant-approve', (event) => answers.push(event), { once: true });
    expect(lineOf(element)).to.equal('May delete_branch run?');
    expect(bodyOf(element)).to.contain('main');
    const allow = control(element, 'Allow') as HTMLButtonElement;
    expect(allow.disabled, 'nobody can have read it yet').to.equal(true);
    await until(() => !allow.disabled);
    allow.click();
    expect(answers, 'no script allows in a person’s name').to.deep.equal([]);
    allow.focus();
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    control(element, 'Deny').click();
    expect(answers.map(({ approvalId, approved }) => [approvalId, approved])).to.deep.equal([['ask-1', true]]);
  });

  it('tells what is thought about now, and afterwards that it was', async () => {
    const thought: ReasoningPart = { type: 'reasoning', text: '**Reading the file**\n\nIt has', state: 'streaming' };
    const element = await place(new RunStep(), { step: thought, running: true });
    expect(lineOf(element)).to.equal('Thinking Reading the file');
    element.step = { ...thought, text: `${thought.text} three columns.`, state: 'done' };
    await element.updateComplete;
    expect(lineOf(element)).to.equal('Thought');
    await unfold(element);
    expect(bodyOf(element)).to.contain('It has three columns.');
  });

  it('shows the files this step wrote, and no others', async () => {
    const element = await place(new RunStep(), {
      step: interpreter({ state: 'output-available', output: { outputs: [] } }),
      files: [outputFile('mine', 'call-1'), outputFile('other', 'call-2')],
    });
    await unfold(element);
    expect(controls(element, /Download/).map((link) => link.getAttribute('download'))).to.deep.equal(['mine.csv']);
  });

  it('is called by the person’s language', async () => {
    const { setStrings } = await import('../../../components/strings.ts');
    const element = await place(new RunStep(), { step: interpreter({ state: 'output-available' }) });
    setStrings({ ranCode: 'Code ausgeführt' });
    await element.updateComplete;
    expect(lineOf(element)).to.equal('Code ausgeführt');
    setStrings({ ranCode: 'Ran code' });
  });
});

describe('<run-steps>', () => {
  afterEach(clearPage);

  const steps = ['a', 'b', 'c', 'd', 'e'].map((id) => ({
    ...tool('tool-x', { state: 'output-available', output: id }),
    toolCallId: id,
  }));

  it('shows each step while the run goes on, and folds many into one line afterwards', async () => {
    const element = await place(new RunSteps(), { steps, running: true });
    expect(findAll(element.shadowRoot!, 'run-step')).to.have.length(5);
    element.running = false;
    await element.updateComplete;
    expect(findAll(element.shadowRoot!, 'run-step')).to.have.length(0);
    find(element, 'summary').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => findAll(element.shadowRoot!, 'run-step').length === 5);
  });

  it('leaves a few steps as they are', async () => {
    const element = await place(new RunSteps(), { steps: steps.slice(0, 3) });
    expect(findAll(element.shadowRoot!, 'run-step')).to.have.length(3);
  });

  it('leaves out a thought without words once it is over', async () => {
    const element = await place(new RunSteps(), { steps: [{ type: 'reasoning', text: '', state: 'done' }] });
    expect(element.shadowRoot!.querySelector('*')).to.equal(null);
  });

  it('keeps the element of a step while others are added', async () => {
    const element = await place(new RunSteps(), { steps: steps.slice(0, 1), running: true });
    const first = find(element, 'run-step');
    element.steps = steps.slice(0, 3);
    await element.updateComplete;
    expect(find(element, 'run-step') === first).to.equal(true);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is accessible, folded and unfolded, ${colorScheme}`, async () => {
      await preferScheme(colorScheme);
      const all = [
        { type: 'reasoning', text: 'So it is.', state: 'done' } as ReasoningPart,
        interpreter({ state: 'output-available', output: { outputs: [{ type: 'logs', logs: '7' }] } }),
        { ...tool('tool-x', { state: 'output-error', errorText: 'No.' }), toolCallId: 'failed' },
      ];
      const element = await place(new RunSteps(), { steps: all });
      await expectAccessible(element);
      for (const step of findAll<RunStep>(element.shadowRoot!, 'run-step')) await unfold(step);
      await expectAccessible(element);
      await preferScheme('light');
    });
  }
});

function tool(type: `tool-${string}`, changes: Partial<ToolPart>): ToolPart {
  return { toolCallId: 'call-1', state: 'input-available', ...changes, type };
}

function outputFile(id: string, toolCallId: string): OutputFile {
  return {
    id,
    filename: `${id}.csv`,
    mediaType: 'text/csv',
    bytes: 1,
    url: '/f',
    status: 'ready',
    origin: { toolCallId },
  };
}

function interpreter(changes: Partial<ToolPart>): ToolPart {
  return tool('tool-code_interpreter', { input: { code, containerId: 'c' }, ...changes });
}

function lineOf(element: RunStep): string {
  return find(element, '[part=summary]').textContent.replace(/\s+/g, ' ').trim();
}

function bodyOf(element: RunStep): string {
  return find(element, '[part=body]').textContent;
}

async function unfold(element: RunStep): Promise<void> {
  const [details] = findAll<HTMLDetailsElement>(element.shadowRoot!, 'details');
  if (!details || details.open) return;
  details.open = true;
  await until(() => findAll(element.shadowRoot!, '[part=body]').length === 1);
}
