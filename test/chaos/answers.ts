import type { FakeOpenAI, Line, Script } from '../server/support/fake-openai.ts';
import type { Item } from '../server/support/response-events.ts';

/** What can be asked in a case; each is answered in another way. */
export const questions = ['brief', 'cite', 'long', 'think', 'compute', 'call', 'ask', 'shorten', 'fail'] as const;
export type Question = (typeof questions)[number];

/**
 * Answers by what the person has asked: always with the same words, items and ids for the same turn, so that whatever happened on
 * the way, the messages must be the same in the end.
 */
export function answers(upstream: () => FakeOpenAI): Script {
  let failures = 0;
  return ({ conversation = '', input = [] }) => {
    const items = upstream().conversations.get(conversation)?.items ?? [];
    const [question, turn] = lastQuestion(items);
    const isAnswered = input.length > 0 || items.at(-1)?.type === 'function_call_output';
    if (question === 'fail' && failures++ === 0) {
      return [
        ...said(turn, 'This goes wrong before '),
        { end: 'failed', error: { code: 'server_error', message: 'x' } },
      ];
    }
    return script(question, turn, isAnswered);
  };
}

function script(question: Question, turn: number, isAnswered: boolean): Line[] {
  switch (question) {
    case 'brief':
      return said(turn, 'Yes — 是。', [{ type: 'file_citation', file_id: 'file-b', filename: 'b.txt', index: 3 }]);
    case 'cite':
      return cited(turn);
    case 'long':
      return said(turn, Array.from({ length: 60 }, (_, word) => `${turn}-${word} 👩‍🚀 `).join(''));
    case 'think': {
      const summary = [{ type: 'summary_text', text: '**Thinking** about it, 慎重に.' }];
      return [{ item: { type: 'reasoning', id: `rs_${turn}`, summary } }, ...said(turn, 'Thought through: yes.')];
    }
    case 'compute':
      return computed(turn);
    case 'call':
    case 'ask': {
      const name = question === 'call' ? 'here' : 'there';
      const call = { type: 'function_call', id: `fc_${turn}`, call_id: `call_${turn}`, name, status: 'completed' };
      if (!isAnswered) return [{ item: { ...call, arguments: '{"city":"Bern","days":3}' } }];
      return said(turn, 'In Bern it rains for three days, says who was asked.');
    }
    case 'shorten':
      return [...said(turn, 'This is as far as it goes'), { end: 'incomplete', reason: 'max_output_tokens' }];
    case 'fail':
      return said(turn, 'This time it goes well.');
  }
}

function said(turn: number, text: string, annotations: object[] = []): Line[] {
  const content = [{ type: 'output_text', text, annotations, logprobs: [] }];
  return [{ item: { type: 'message', id: `msg_a${turn}`, role: 'assistant', status: 'completed', content } }];
}

function cited(turn: number): Line[] {
  const text = `Turn ${turn}: the tower was built in 1889. It is 330 m high, 高さ330メートル 🗼. A site says so too, as do others.`;
  const start = text.indexOf('A site');
  return said(turn, text, [
    { type: 'file_citation', file_id: 'file-tower', filename: 'tower.txt', index: text.indexOf('.') + 1 },
    { type: 'url_citation', url: 'https://tower.example/', title: 'Tower', start_index: start, end_index: start + 18 },
  ]);
}

function computed(turn: number): Line[] {
  const [container_id, file_id] = ['cntr_1', 'cfile_table'];
  const path = 'sandbox:/mnt/data/table.csv';
  const text = `The table is [here](${path}), turn ${turn}, and its sum is **42**.`;
  const start_index = text.indexOf(path);
  const code: Item = {
    type: 'code_interpreter_call',
    id: `ci_${turn}`,
    status: 'completed',
    container_id,
    code: 'print(sum(range(3)) * 14)\n# ✓ done\n',
    outputs: [{ type: 'logs', logs: '42\n' }],
  };
  const file = { type: 'container_file_citation', container_id, file_id, filename: 'table.csv' };
  return [{ item: code }, ...said(turn, text, [{ ...file, start_index, end_index: start_index + path.length }])];
}

/** The person's last words: the question, and which turn it is. */
function lastQuestion(items: readonly Item[]): [Question, number] {
  const asked = items.filter(({ role }) => role === 'user');
  const text = (asked.at(-1)?.['content'] as { text?: string }[] | undefined)?.[0]?.text ?? '';
  const [question = 'long', turn = '0'] = text.split(' ');
  return [question as Question, Number(turn)];
}
