import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { uiMessageChunkSchema } from 'ai';
import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';
import type { Message } from 'openai/resources/beta/threads/messages';
import type { Annotation, Chunk, ToolPart } from '../../../protocol/index.ts';
import { RunMapper } from '../../../server/engines/assistants/map/run-mapper.ts';
import { ofType, textOf } from '../support/harness.ts';
import { messageOf, names } from '../support/map.ts';
import { noRecordings, recordings } from '../support/recordings.ts';

const threadId = 'thread_0123456789abcdef';

function newMapper(): RunMapper {
  return new RunMapper({ names, threadId, questionId: 'msg_question', isServerFunction: () => false });
}

function mapAll(list: readonly AssistantStreamEvent[], mapper = newMapper()): Chunk[] {
  return list.flatMap((event) => Array.from(mapper.map(event)));
}

const run = (status: string, more: object = {}) =>
  ({
    event: `thread.run.${status}`,
    data: { id: 'run_0123456789abcdef', created_at: 1_700_000_000, status, ...more },
  }) as AssistantStreamEvent;
const text = (value: string, annotations: object[] = []) =>
  ({
    event: 'thread.message.delta',
    data: { id: 'msg_1', delta: { content: [{ index: 0, type: 'text', text: { value, annotations } }] } },
  }) as AssistantStreamEvent;
const citation = (index: number, words: string, start: number) => ({
  index,
  type: 'file_citation',
  text: words,
  start_index: start,
  end_index: start + words.length,
  file_citation: { file_id: 'file-0123456789abcdef' },
});

describe('an annotation', () => {
  const placesOf = (list: readonly AssistantStreamEvent[]) => {
    const chunks = mapAll([run('in_progress'), ...list]);
    const told = textOf(messageOf(chunks));
    return ofType(chunks, 'data-annotation').map(({ data }) => {
      const { start, end } = data as Annotation;
      return [start, told.slice(start, end)];
    });
  };

  it('is where its words are, whatever the indices say', () => {
    const mark = '【4:0†source】';
    assert.deepEqual(placesOf([text(`So it is${mark}.`, [citation(0, mark, 3)])]), [[8, mark]]);
    assert.deepEqual(placesOf([text(`😀😀 it is${mark}.`, [citation(0, mark, 8)])]), [[10, mark]]);
  });

  it('is the one of several such words that its index is nearest to', () => {
    const words = 'sandbox:/mnt/data/a.csv';
    const line = `[a](${words}) and [b](${words})`;
    assert.deepEqual(placesOf([text(line, [citation(0, words, line.lastIndexOf(words) - 1)])]), [
      [line.lastIndexOf(words), words],
    ]);
  });

  it('waits for its words, and is left out where they never come', () => {
    const mark = '【4:0†source】';
    assert.deepEqual(placesOf([text('So', [citation(0, mark, 6)]), text(` is${mark}.`)]), [[5, mark]]);
    assert.deepEqual(placesOf([text('So', [citation(0, mark, 6)]), run('completed')]), []);
  });
});

describe('a run', () => {
  it('tells a function that was not streamed once it is waited for', () => {
    const call = { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } };
    const required_action = { submit_tool_outputs: { tool_calls: [call] } };
    const mapper = newMapper();
    const part = messageOf(mapAll([run('requires_action', { required_action })], mapper)).parts.at(-1) as ToolPart;
    assert.deepEqual([part.type, part.state, part.input], ['tool-f', 'input-available', { a: 1 }]);
    assert.deepEqual(mapper.questions, [{ kind: 'function', callId: 'call_1', name: 'f', arguments: '{"a":1}' }]);
  });

  it('shows a refusal as a text', () => {
    const delta = { id: 'msg_1', delta: { content: [{ index: 0, type: 'refusal', refusal: 'No.' }] } };
    const chunks = mapAll([run('in_progress'), { event: 'thread.message.delta', data: delta } as AssistantStreamEvent]);
    assert.equal(textOf(messageOf(chunks)), 'No.');
  });

  it('passes over events and tools that are yet to be invented', () => {
    const details = { type: 'tool_calls', tool_calls: [{ index: 0, id: 'call_1', type: 'telepathy' }] };
    const step = { event: 'thread.run.step.delta', data: { id: 'step_1', delta: { step_details: details } } };
    const list = [run('in_progress'), step, { event: 'thread.sung', data: {} }, text('Hi')] as AssistantStreamEvent[];
    assert.equal(textOf(messageOf(mapAll(list))), 'Hi');
  });

  it('closes what its end leaves open', () => {
    const call = { index: 0, id: 'call_1', type: 'code_interpreter', code_interpreter: { input: 'print(' } };
    const step = { id: 'step_1', delta: { step_details: { type: 'tool_calls', tool_calls: [call] } } };
    const list = [{ event: 'thread.run.step.delta', data: step }, text('Hi'), run('failed')] as AssistantStreamEvent[];
    const { parts } = messageOf(mapAll([run('in_progress'), ...list]));
    const tool = parts.find(({ type }) => type === 'tool-code_interpreter') as ToolPart;
    assert.equal(tool.state, 'output-error');
    assert.ok(parts.every((part) => !('state' in part) || part.state !== 'streaming'));
  });
});

describe('recorded runs', () => {
  const recorded = noRecordings ? [] : readRuns();

  it('become chunks that the AI SDK accepts, and the texts that they end with', { skip: noRecordings }, async () => {
    assert.ok(recorded.length >= 4);
    const schema = uiMessageChunkSchema();
    for (const { name, list } of recorded) {
      const chunks = mapAll(list);
      for (const chunk of chunks)
        assert.ok((await schema.validate?.(chunk))?.success, `${name}: ${JSON.stringify(chunk)}`);
      const message = messageOf(chunks);
      const ended = list.flatMap((event) => (event.event === 'thread.message.completed' ? [event.data] : []));
      assert.equal(textOf(message), ended.map(wordsOf).join(''), name);
      const code = message.parts.find(({ type }) => type === 'tool-code_interpreter') as ToolPart;
      assert.equal(code.state, 'output-available', name);
      assert.doesNotMatch(JSON.stringify(chunks), /(?:run|thread|asst|file)[_-][A-Za-z0-9]{20,}/, name);
    }
  });

  it('are the same message when only their ends are told', { skip: noRecordings }, () => {
    for (const { name, list } of recorded) {
      const ends = list.filter(({ event }) => !event.endsWith('.delta'));
      assert.deepEqual(messageOf(mapAll(ends)).parts, messageOf(mapAll(list)).parts, name);
    }
  });
});

function wordsOf({ content }: Message): string {
  return content.map((part) => (part.type === 'text' ? part.text.value : '')).join('');
}

/** Every recorded stream of `thread.*` events. */
function readRuns(): { name: string; list: AssistantStreamEvent[] }[] {
  const folder = recordings ?? '';
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sse.txt'))
    .map((name) => ({ name, list: eventsOf(readFileSync(join(folder, name), 'utf8')) }))
    .filter(({ list }) => list.length > 0);
}

function eventsOf(text: string): AssistantStreamEvent[] {
  return text.split(/\r?\n\r?\n/).flatMap((frame): AssistantStreamEvent[] => {
    const event = /^event: (thread\..*)$/m.exec(frame)?.[1];
    const data = /^data: (.*)$/m.exec(frame)?.[1];
    return event && data ? [{ event, data: JSON.parse(data) } as AssistantStreamEvent] : [];
  });
}
