import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uiMessageChunkSchema } from 'ai';
import type { Annotation, Chunk, TextPart } from '../../../protocol/index.ts';
import type { UpstreamEvent, UpstreamItem } from '../../../server/engines/responses/map/item-mapper.ts';
import { replyChunks } from '../../../server/engines/responses/messages.ts';
import { ofType } from '../support/harness.ts';
import { messageOf, newMapper } from '../support/map.ts';
import { noRecordings, readRecordings, type Recording } from '../support/recordings.ts';

const recorded = readRecordings();

function mapRecording({ responses }: Recording): Chunk[] {
  const mapper = newMapper();
  return responses.flatMap((events) => events.flatMap((event) => Array.from(mapper.map(event))));
}

/** Every value under a key that names something. */
function* ids(value: unknown, key = ''): Generator<string> {
  if (typeof value === 'string') {
    if (/^(?:id|url)$|[a-z]I[dD]$|_id$/.test(key)) yield value;
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) yield* ids(inner, Array.isArray(value) ? key : name);
  }
}

function finished(events: readonly UpstreamEvent[]): UpstreamItem[] {
  return events.flatMap((event) => (event.type === 'response.output_item.done' ? [event.item] : []));
}

test('there are recordings to check against', { skip: noRecordings }, () => {
  assert.ok(recorded.length > 40);
});

test('every recorded stream becomes chunks that the AI SDK accepts', { skip: noRecordings }, async () => {
  const schema = uiMessageChunkSchema();
  for (const recording of recorded) {
    for (const chunk of mapRecording(recording)) {
      const result = await schema.validate?.(chunk);
      assert.ok(result?.success, `${recording.name}: ${JSON.stringify(chunk)}`);
    }
  }
});

test('the texts of a recorded stream are those that its items end with', { skip: noRecordings }, () => {
  for (const recording of recorded) {
    const texts = messageOf(mapRecording(recording)).parts.filter(({ type }) => type === 'text') as TextPart[];
    const final = recording.responses
      .flatMap(finished)
      .flatMap((item) =>
        item.type === 'message' ? item.content.map((part) => (part.type === 'refusal' ? part.refusal : part.text)) : [],
      );
    assert.deepEqual(
      texts.map(({ text }) => text),
      final,
      recording.name,
    );
    assert.ok(
      texts.every(({ state }) => state === 'done'),
      recording.name,
    );
  }
});

test('every recorded citation falls on the words it is for', { skip: noRecordings }, () => {
  let places = 0;
  for (const recording of recorded) {
    const list = mapRecording(recording);
    const texts = messageOf(list).parts.filter(({ type }) => type === 'text') as TextPart[];
    for (const { data } of ofType(list, 'data-annotation')) {
      const { textId, start, end, marker, kind, source } = data as Annotation;
      const text = texts.find(({ providerMetadata }) => providerMetadata?.['kit']?.['textId'] === textId)?.text ?? '';
      const covered = text.slice(start, end);
      assert.equal(covered, marker ?? '', recording.name);
      if (kind === 'url_citation') assert.ok(source.type === 'url' && covered.includes(source.url), covered);
      if (kind === 'container_file_citation')
        assert.ok(source.type === 'file' && covered.endsWith(source.filename), covered);
      if (kind === 'file_citation') assert.match(text.slice(end), /^[.\s]|^$/, recording.name);
      places++;
    }
  }
  assert.ok(places > 15, `${places} places`);
});

test('no upstream id of a thread, run, file or container crosses the wire', { skip: noRecordings }, () => {
  for (const recording of recorded) {
    for (const chunk of mapRecording(recording)) {
      for (const id of ids(chunk)) {
        assert.doesNotMatch(
          id,
          /\b(?:conv|resp|file|cfile|cntr|vs)[_-][A-Za-z0-9]{6,}/,
          `${recording.name}: ${chunk.type}`,
        );
      }
    }
  }
});

test(
  'a recorded stream and its items, as a conversation keeps them, become the same message',
  { skip: noRecordings },
  () => {
    for (const recording of recorded) {
      const [events = []] = recording.responses;
      const items = finished(events);
      const streamed = messageOf(mapRecording({ ...recording, responses: [events] }));
      // Nothing is kept of a response without items; its stream has begun a step all the same.
      const parts = items.length === 0 ? [] : streamed.parts;
      // One service changes the ids of items with every event, so the ids in its stream are not those it keeps.
      if (recording.name.includes('id-rotation')) continue;
      const kept = messageOf([...replyChunks(items as Parameters<typeof replyChunks>[0], newMapper())]);
      assert.deepEqual(withoutIds(kept.parts), withoutIds(parts), recording.name);
    }
  },
);

/** Stream ids of reasoning stay on its part; they are of no use once it is done. */
function withoutIds(parts: readonly object[]): object[] {
  return parts.map((part) => ({ ...part, id: undefined }));
}
