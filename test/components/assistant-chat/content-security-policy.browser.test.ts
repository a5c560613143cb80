import { expect } from 'chai';
import type { AssistantChat } from '../../../components/assistant-chat/assistant-chat.ts';
import { Conversation } from '../../../components/conversation/index.ts';
import { pagePolicy } from '../../../demo/page-policy.ts';
import type { Chunk } from '../../../protocol/index.ts';
import { annotation, file, outputFile } from '../annotated-message/message-builders.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { clearPage, find, findAll, until } from '../support/page.ts';

// A `<meta>` cannot say who may frame the page, and complains when it is asked to.
const policy = pagePolicy.replace(/frame-ancestors [^;]*; /, '');
const text =
  '# Towers\n\n<img src=x onerror="top.hacked=1"> is **330 m** tall, $x^2$.\n\n```js\nlet a = 1;\n```\n\n| a |\n|---|\n| b |\n';
const csv = `data:text/csv,${encodeURIComponent('a,b\n<img src=x onerror=top.hacked=1>,2')}`;

const work: Chunk[] = [
  { type: 'reasoning-start', id: 'r' },
  { type: 'reasoning-delta', id: 'r', delta: '**Looking**\n\n<script>top.hacked=1</script>' },
  { type: 'reasoning-end', id: 'r' },
  {
    type: 'tool-input-available',
    toolCallId: 'code',
    toolName: 'code_interpreter',
    input: { code: 'print(1)' },
    providerExecuted: true,
  },
  {
    type: 'tool-output-available',
    toolCallId: 'code',
    output: { outputs: [{ type: 'logs', logs: '\u001b[31m<b>1</b>' }] },
    providerExecuted: true,
  },
  {
    type: 'tool-input-available',
    toolCallId: 'ask',
    toolName: 'erase',
    input: {},
    dynamic: true,
    providerExecuted: true,
  },
  { type: 'tool-approval-request', approvalId: 'ask-1', toolCallId: 'ask' },
];

/** The chat in a page of its own under the policy, and what has been held against it. */
async function strictPage() {
  const frame = document.createElement('iframe');
  frame.width = '900';
  frame.height = '700';
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><body>
    <script type="module" src="/components/index.ts"></script>`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const page = frame.contentWindow as Window & typeof globalThis;
  const violations: string[] = [];
  page.document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    violations.push(`${violatedDirective}: ${blockedURI} ${sample}`),
  );
  await page.customElements.whenDefined('assistant-chat');
  return { page, violations };
}

describe('<assistant-chat> under the policy of the demo', () => {
  afterEach(clearPage);

  it('takes files, sends, shows every kind of step and answer, asks, and opens files, with nothing held against it', async () => {
    const { page, violations } = await strictPage();
    const transport = new FakeTransport();
    const chat = page.document.createElement('assistant-chat') as AssistantChat;
    const conversation = new Conversation({ transport, retryDelay: () => 0 });
    Object.assign(chat, { conversation, heading: 'Ask', suggestions: ['What is this?'] });
    page.document.body.append(chat);
    await until(
      () => chat.shadowRoot && findAll(chat.shadowRoot, ':not(:defined)').length === 0 && conversation.config,
    );

    const dataTransfer = new page.DataTransfer();
    dataTransfer.items.add(new page.File(['<b>x</b>'], '<img src=x onerror=top.hacked=1>.txt', { type: 'text/plain' }));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      const event = new page.DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true });
      find(chat.shadowRoot!, 'file-dropzone').dispatchEvent(event);
    }
    await until(() => transport.uploads.length === 1);
    transport.lastUpload.progress(4);
    transport.lastUpload.finish();

    void chat.send('How tall is it?');
    await until(() => transport.replies.length === 1);
    transport.reply
      .start()
      .send(...work)
      .text(text)
      .endText();
    const { data } = annotation('330 m', text, {
      source: file('a.pdf', { url: 'https://a.test/' }),
      quote: '<b>330 m</b>',
    }) as {
      data: unknown;
    };
    const { data: output } = outputFile('a.csv', { url: csv, mediaType: 'text/csv' }) as { data: unknown };
    transport.reply.send(
      { type: 'data-annotation', id: 'a1', data } as Chunk,
      { type: 'data-file', id: 'f1', data: output } as Chunk,
    );
    const run = { id: transport.reply.runId, status: 'requires_action' } as const;
    transport.reply
      .send({ type: 'finish-step' }, { type: 'finish', finishReason: 'tool-calls', messageMetadata: { run } })
      .close();
    await until(() => chat.status === 'ready' && findAll(chat.shadowRoot!, 'h1').length === 1);
    for (const fold of findAll<HTMLDetailsElement>(chat.shadowRoot!, 'details')) fold.open = true;
    await until(() => findAll(chat.shadowRoot!, '.question button').length === 2);

    const result = findAll(chat.shadowRoot!, 'file-attachment').at(-1)!;
    find(result.shadowRoot!, 'a, button').click();
    const cells = () => findAll(chat.shadowRoot!, 'preview-table').flatMap((table) => findAll(table.shadowRoot!, 'td'));
    await until(() => cells().length > 0);
    expect(cells()[0]?.textContent).to.contain('<img');
    expect(violations).to.deep.equal([]);
    expect('hacked' in window).to.equal(false);
  });
});
