import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BadRequestError } from 'openai';
import type { RunCreateParamsNonStreaming } from 'openai/resources/beta/threads/runs/runs';
import { startLocal } from '../wire/local-client.ts';
import { begin, bothTools, collect, course, model, played, textOf, upload, weather } from './assistants.ts';

const include = ['step_details.tool_calls[*].file_search.results[*].content' as const];
const stepCourse = ['run.step.created', 'run.step.in_progress', 'run.step.delta', 'run.step.completed'];
const messageCourse = [
  'run.step.created',
  'run.step.in_progress',
  'message.created',
  'message.in_progress',
  'message.delta',
  'message.completed',
  'run.step.completed',
];
const start = ['run.created', 'run.queued', 'run.in_progress'];

describe('a run', () => {
  it('searches the files of a message and marks the passage that the answer rests on', async () => {
    const { client } = startLocal();
    const fileId = await upload(client, 'terms.md', 'Hello 😀. The notice period is three months.');
    const attachments = [{ file_id: fileId, tools: bothTools }];
    const { assistantId, threadId } = await begin(client, 'What is the notice period?', { attachments });
    const stream = client.beta.threads.runs.stream(threadId, { assistant_id: assistantId });
    assert.deepEqual(course(await collect(stream)), [...start, ...stepCourse, ...messageCourse, 'run.completed']);

    const [message] = (await client.beta.threads.messages.list(threadId)).data;
    const [part] = message?.content ?? [];
    assert.ok(part?.type === 'text');
    const { value, annotations } = part.text;
    assert.equal(value, '**terms.md** says: “The notice period is three months【1:0†source】.”');
    const [cited] = annotations;
    assert.ok(cited?.type === 'file_citation');
    assert.deepEqual([cited.text, cited.file_citation.file_id], ['【1:0†source】', fileId]);
    assert.equal([...value].slice(cited.start_index, cited.end_index).join(''), cited.text);

    const { id: runId } = await stream.finalRun();
    const listed = await client.beta.threads.runs.steps.list(runId, { thread_id: threadId, order: 'asc', include });
    const details = listed.data[0]?.step_details;
    const call = details?.type === 'tool_calls' ? details.tool_calls[0] : undefined;
    assert.ok(call?.type === 'file_search');
    const [found] = call.file_search.results ?? [];
    assert.deepEqual([found?.file_id, found?.file_name], [fileId, 'terms.md']);
    assert.match(found?.content?.[0]?.text ?? '', /three months/);
    const plain = await client.beta.threads.runs.steps.retrieve(listed.data[0]?.id ?? '', {
      thread_id: threadId,
      run_id: runId,
    });
    assert.doesNotMatch(JSON.stringify(plain), /three months/);
  });

  it('runs code, and tells its input, its output, its picture and the file it wrote', async () => {
    const { client } = startLocal(played);
    const { assistantId, threadId } = await begin(client, 'Run');
    const stream = client.beta.threads.runs.stream(threadId, { assistant_id: assistantId });
    const [message] = await stream.finalMessages();
    const [first, second] = message?.content ?? [];
    assert.ok(first?.type === 'image_file' && second?.type === 'text');
    const [path] = second.text.annotations;
    assert.ok(path?.type === 'file_path');
    assert.equal(path.text, 'sandbox:/mnt/data/my%20r.csv');
    assert.equal([...second.text.value].slice(path.start_index, path.end_index).join(''), path.text);
    const file = await client.files.retrieve(path.file_path.file_id);
    assert.deepEqual([file.filename, file.purpose], ['my r.csv', 'assistants_output']);
    assert.equal(await (await client.files.content(file.id)).text(), 'a,b\n');

    const [step] = await stream.finalRunSteps();
    const details = step?.step_details;
    const call = details?.type === 'tool_calls' ? details.tool_calls[0] : undefined;
    assert.ok(call?.type === 'code_interpreter');
    const image = { type: 'image', image: { file_id: first.image_file.file_id } };
    assert.equal(call.code_interpreter.input, 'print(42)');
    assert.deepEqual(
      call.code_interpreter.outputs.map(({ index: _, ...output }: { index?: number; type: string }) => output),
      [{ type: 'logs', logs: '42\n' }, image],
    );
  });

  it('waits for a function, and goes on when it has its result', async () => {
    const { client } = startLocal();
    const { assistantId, threadId } = await begin(client, 'What is the weather in Oslo?', { tools: [weather] });
    const { runs } = client.beta.threads;
    const stream = runs.stream(threadId, { assistant_id: assistantId });
    assert.deepEqual(course(await collect(stream)), [...start, ...stepCourse.slice(0, 3), 'run.requires_action']);
    const waiting = await stream.finalRun();
    const [call] = waiting.required_action?.submit_tool_outputs.tool_calls ?? [];
    assert.deepEqual(call?.function, { name: 'get_weather', arguments: '{"city":"Oslo"}' });

    await assert.rejects(runs.create(threadId, { assistant_id: assistantId }), /already has an active run/);
    await assert.rejects(
      client.beta.threads.messages.create(threadId, { role: 'user', content: 'Hi' }),
      BadRequestError,
    );
    const submit = (output: object[]) =>
      runs.submitToolOutputsStream(waiting.id, { thread_id: threadId, tool_outputs: output });
    await assert.rejects(collect(submit([])), /Expected tool outputs for call_ids/);

    const answered = submit([{ tool_call_id: call?.id ?? '', output: '{"sky":"blue"}' }]);
    const goesOn = ['run.step.completed', 'run.queued', 'run.in_progress', ...messageCourse, 'run.completed'];
    assert.deepEqual(course(await collect(answered)), goesOn);
    assert.match(textOf((await answered.finalMessages())[0]), /sky: \*\*blue\*\*/);
    const { data: steps } = await runs.steps.list(waiting.id, { thread_id: threadId, order: 'asc' });
    const details = steps[0]?.step_details;
    const kept = details?.type === 'tool_calls' ? details.tool_calls[0] : undefined;
    assert.ok(kept?.type === 'function');
    assert.equal(kept.function.output, '{"sky":"blue"}');
    await assert.rejects(collect(submit([])), /do not accept tool outputs/);
  });

  it('is polled where nobody streams it', async () => {
    const { client } = startLocal({ pace: 1 });
    const { assistantId, threadId } = await begin(client, 'What is the weather in Oslo?', { tools: [weather] });
    const { runs } = client.beta.threads;
    const poll = { pollIntervalMs: 1 };
    const waiting = await runs.createAndPoll(threadId, { assistant_id: assistantId }, poll);
    assert.equal(waiting.status, 'requires_action');
    const [call] = waiting.required_action?.submit_tool_outputs.tool_calls ?? [];
    const tool_outputs = [{ tool_call_id: call?.id ?? '', output: 'rain' }];
    const run = await runs.submitToolOutputsAndPoll(waiting.id, { thread_id: threadId, tool_outputs }, poll);
    assert.equal(run.status, 'completed');
    assert.ok((run.usage?.completion_tokens ?? 0) > 0);
    assert.deepEqual((await runs.list(threadId)).data, [run]);
  });

  it('is made together with its thread', async () => {
    const { client } = startLocal();
    const { id } = await client.beta.assistants.create({ model });
    const thread = { messages: [{ role: 'user' as const, content: 'Hello' }] };
    const events = await collect(client.beta.threads.createAndRunStream({ assistant_id: id, thread }));
    assert.deepEqual(course(events), ['created', ...start, ...messageCourse, 'run.completed']);
  });

  it('has instructions of its own in the place of the assistant’s, or beside them', async () => {
    const { client } = startLocal();
    const { id } = await client.beta.assistants.create({ model, instructions: 'Be kind.' });
    const instructed = async (params: Partial<RunCreateParamsNonStreaming>) => {
      const thread = await client.beta.threads.create({ messages: [{ role: 'user', content: 'Hello' }] });
      return (await client.beta.threads.runs.create(thread.id, { assistant_id: id, ...params })).instructions;
    };
    assert.equal(await instructed({}), 'Be kind.');
    assert.equal(await instructed({ instructions: 'Call me Jane.' }), 'Call me Jane.');
    assert.equal(await instructed({ additional_instructions: 'Call me Jane.' }), 'Be kind.\n\nCall me Jane.');
  });

  it('answers what it brings itself, with the tools it names itself', async () => {
    const { client } = startLocal();
    const { assistantId, threadId } = await begin(client, 'Hello');
    const additional_messages = [{ role: 'user' as const, content: 'What is the weather in Oslo?' }];
    const body = { assistant_id: assistantId, additional_messages, tools: [weather] };
    const run = await client.beta.threads.runs.createAndPoll(threadId, body, { pollIntervalMs: 1 });
    assert.equal(run.status, 'requires_action');
    assert.equal((await client.beta.threads.messages.list(threadId)).data.length, 2);
  });

  it('uses the tool that its request insists on, or none', async () => {
    const { client } = startLocal();
    const ask = async (tool_choice: RunCreateParamsNonStreaming['tool_choice']) => {
      const { assistantId, threadId } = await begin(client, 'What is the weather in Oslo?', { tools: [weather] });
      const body = { assistant_id: assistantId, tool_choice: tool_choice ?? null };
      return (await client.beta.threads.runs.createAndPoll(threadId, body, { pollIntervalMs: 1 })).status;
    };
    assert.equal(await ask('none'), 'completed');
    assert.equal(await ask('required'), 'requires_action');
    assert.equal(await ask({ type: 'function', function: { name: 'get_weather' } }), 'requires_action');
    await assert.rejects(ask({ type: 'function', function: { name: 'unknown' } }), BadRequestError);
  });
});
