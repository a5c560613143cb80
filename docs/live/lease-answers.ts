import type { Chunk } from 'assistant-kit/protocol';

const besidePage = (filename: string): string => new URL(filename, document.baseURI).href;
const lease = { id: 'lease', filename: 'lease.txt', mediaType: 'text/plain', url: besidePage('lease.txt') };
const notice = "Either side may end it in writing with three months' notice to the end of a month.";
const deposit = "The deposit is three months' rent.";

/** What is answered to a message, as chunks of the wire, written by hand: the first pattern that fits, the last one fits all. */
const answers: readonly { readonly to: RegExp; chunks(): readonly Chunk[] }[] = [
  {
    to: /notice/i,
    chunks: () => [
      ...searched('notice period', notice),
      ...said("You can end the lease in writing with **three months' notice** to the end of a month.", {
        words: "three months' notice",
        quote: notice,
      }),
    ],
  },
  {
    to: /deposit/i,
    chunks: () => [
      ...searched('deposit', deposit),
      ...computed('print(3 * 1240)', '3720'),
      ...said("The deposit is three months' rent, which comes to **3,720**. What has been paid is in the table.", {
        words: "The deposit is three months' rent",
        quote: deposit,
      }),
      wrote('rent.csv', 'text/csv', 115),
    ],
  },
  {
    to: /window/i,
    chunks: () => [
      { type: 'tool-input-available', toolCallId: crypto.randomUUID(), toolName: 'window_size', input: {} },
    ],
  },
  {
    to: /./s,
    chunks: () =>
      said('This was written beforehand, about one lease; nobody has read your message. Ask for its notice period.'),
  },
];

/** The answer to a message. */
export function answerTo(text: string): readonly Chunk[] {
  return answers.find(({ to }) => to.test(text))?.chunks() ?? [];
}

/** What is said when the page has run its function. */
export function answerToFunction(output: unknown): readonly Chunk[] {
  return said(`Your page says: \`${JSON.stringify(output)}\`.`);
}

/** A text, word by word, and what some of its words rest on. */
function said(text: string, citation?: { readonly words: string; readonly quote: string }): Chunk[] {
  const id = crypto.randomUUID();
  const providerMetadata = { kit: { textId: id } };
  const deltas = text.split(/(?<= )/).map((delta): Chunk => ({ type: 'text-delta', id, delta }));
  const whole: Chunk[] = [
    { type: 'text-start', id, providerMetadata },
    ...deltas,
    { type: 'text-end', id, providerMetadata },
  ];
  if (!citation) return whole;
  const start = text.indexOf(citation.words);
  const place = { textId: id, start, end: start + citation.words.length, marker: citation.words };
  const data = { ...place, kind: 'file_citation', source: { type: 'file', ...lease }, quote: citation.quote } as const;
  return [...whole, { type: 'data-annotation', id: `${id}#0`, data }];
}

function searched(query: string, text: string): Chunk[] {
  const results = [{ fileId: lease.id, filename: lease.filename, score: 0.92, text }];
  return called('file_search', { queries: [query] }, { results });
}

function computed(code: string, logs: string): Chunk[] {
  return called('code_interpreter', { code, containerId: 'none' }, { outputs: [{ type: 'logs', logs }] });
}

/** A step that the service takes by itself. */
function called(toolName: string, input: object, output: object): Chunk[] {
  const call = { toolCallId: crypto.randomUUID(), providerExecuted: true };
  return [
    { type: 'tool-input-available', toolName, input, ...call },
    { type: 'tool-output-available', output, ...call },
  ];
}

function wrote(filename: string, mediaType: string, bytes: number): Chunk {
  const data = {
    id: filename,
    filename,
    mediaType,
    bytes,
    url: besidePage(filename),
    status: 'ready',
    origin: {},
  } as const;
  return { type: 'data-file', id: filename, data };
}
