// Turns made by hand: what no service does on request.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AgentSession, AgentSessionEvent, AgentSessionItem } from 'openai/resources/beta/agents/agents';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';
import type { Chunk, DynamicToolPart, ToolPart } from '../../../../protocol/index.ts';
import { TurnMapper } from '../../../../server/engines/agents/map/turn-mapper.ts';
import { grow } from '../../support/harness.ts';
import { names } from '../../support/map.ts';

const threadId = 'sess_0123456789abcdef';
const turnId = 'turn_0123456789abcdef';
const turn = {
  id: turnId,
  session_id: threadId,
  subagent_id: null,
  status: 'in_progress',
  created_at: 1_700_000_000,
  completed_at: null,
  error: null,
  usage: null,
} as unknown as Turn;
const place = { event_id: 'evt', session_id: threadId, turn_id: turnId };

type Told = Parameters<TurnMapper['map']>[0];
const event = (type: string, more: object): Told => ({ ...place, type, ...more }) as unknown as AgentSessionEvent;
const created = event('agent.session.turn.created', { turn });
const completed = event('agent.session.turn.completed', { turn: { ...turn, status: 'completed' }, usage: null });
const added = (item: object) =>
  event('agent.session.turn.item.added', { item: { turn_id: turnId, ...item }, output_index: 0 });
const done = (item: object) =>
  event('agent.session.turn.item.done', { item: { turn_id: turnId, ...item }, output_index: 0 });
const waitsFor = (...required_actions: object[]) =>
  event('agent.session.requires_action', { session: { required_actions } as unknown as AgentSession });

function newMapper(): TurnMapper {
  return new TurnMapper({ names, threadId, turnId, isServerFunction: () => false });
}

function mapAll(events: readonly Told[], mapper = newMapper()): Chunk[] {
  return events.flatMap((each) => Array.from(mapper.map(each)));
}

const call = {
  id: 'mcp_1',
  type: 'mcp_call',
  server_label: 'files',
  name: 'remove',
  arguments: { path: '/a' },
  output: null,
  error: null,
  status: 'in_progress',
};
const approval = {
  type: 'mcp_approval_request',
  request_id: 'req_1',
  turn_id: turnId,
  request: { type: 'mcp_tool_call', server_label: 'files', name: 'remove', arguments: { path: '/a' }, message: '' },
};

describe('the approval of a tool of an MCP server', () => {
  for (const [title, before] of [
    ['is asked at the call that waits for it', [added(call)]],
    ['is asked before anything is known of the call, which goes on there', []],
  ] as const) {
    it(title, () => {
      const mapper = newMapper();
      const asked = mapAll([created, ...before, waitsFor(approval), waitsFor(approval)], mapper);
      const [part] = grow(asked).parts.filter(({ type }) => type === 'dynamic-tool') as DynamicToolPart[];
      assert.equal(part?.state, 'approval-requested');
      assert.deepEqual(part.input, { path: '/a' });
      assert.equal(part.toolName, 'mcp.remove');
      assert.deepEqual(mapper.questions, [{ kind: 'approval', approvalId: 'req_1' }]);
      const went = [
        ...mapper.goOn(),
        ...mapper.mapAnswer({ type: 'mcp_approval_response', approval_request_id: 'req_1', approve: true }),
        ...mapAll([added(call), done({ ...call, status: 'completed', output: { gone: true } }), completed], mapper),
      ];
      const parts = grow([...asked, ...went]).parts.filter(({ type }) => type === 'dynamic-tool') as DynamicToolPart[];
      assert.equal(parts.length, 1);
      assert.equal(parts[0]?.state, 'output-available');
      const { serverLabel, output } = parts[0].output as { serverLabel: string; output: unknown };
      assert.deepEqual([serverLabel, output], ['files', { gone: true }]);
    });

    it(`${title}, and where it is denied nothing more is told of the call`, () => {
      const mapper = newMapper();
      const asked = mapAll([created, ...before, waitsFor(approval)], mapper);
      const response = { type: 'mcp_approval_response' as const, approval_request_id: 'req_1', approve: false };
      const went = [
        ...mapper.goOn(),
        ...mapper.mapAnswer(response),
        ...mapAll([added(call), done({ ...call, status: 'failed', error: 'denied' }), completed], mapper),
      ];
      const parts = grow([...asked, ...went]).parts.filter(({ type }) => type === 'dynamic-tool') as DynamicToolPart[];
      assert.deepEqual(
        parts.map(({ state }) => state),
        ['output-denied'],
      );
    });
  }

  it('is asked twice for two calls of the same tool', () => {
    const other = { ...approval, request_id: 'req_2' };
    const list = mapAll([created, added(call), added({ ...call, id: 'mcp_2' }), waitsFor(approval, other)]);
    const requests = list.filter(({ type }) => type === 'tool-approval-request') as { toolCallId: string }[];
    assert.deepEqual(
      requests.map(({ toolCallId }) => toolCallId),
      ['mcp_1', 'mcp_2'],
    );
  });
});

describe('a turn', () => {
  it('shows thoughts, searches of the web and commands as every engine does', () => {
    const id = 'rs_1';
    const reasoning = { id, type: 'reasoning', summary: [], status: 'in_progress' };
    const thought = { item_id: id, output_index: 0, summary_index: 0 };
    const search = { id: 'ws_1', type: 'web_search_call', action: null, status: 'in_progress' };
    const action = { type: 'search', query: 'oslo', queries: null };
    const command = {
      id: 'cmd_1',
      type: 'command_execution',
      command: "/bin/bash -lc 'ls /workspace'",
      cwd: null,
      duration_ms: null,
      exit_code: null,
      output: null,
      status: 'in_progress',
    };
    const { parts } = grow(
      mapAll([
        created,
        added(reasoning),
        event('agent.session.turn.reasoning_summary_text.delta', { ...thought, delta: 'Hm' }),
        done({ ...reasoning, summary: [{ type: 'summary_text', text: 'Hmm.' }], status: 'completed' }),
        added(search),
        done({ ...search, action, status: 'completed' }),
        added(command),
        event('agent.output.command_execution_output.delta', { item_id: 'cmd_1', output_index: 2, delta: 'a.txt' }),
        done({ ...command, output: 'ls: cannot open', exit_code: 2, status: 'failed' }),
        completed,
      ]),
    );
    const [, thinking, web, code] = parts as [unknown, { text: string }, ToolPart, ToolPart];
    assert.equal(thinking.text, 'Hmm.');
    assert.deepEqual(web.input, { query: 'oslo' });
    assert.deepEqual(code.input, { containerId: '', language: 'shell', code: 'ls /workspace' });
    assert.deepEqual(code.output, { outputs: [{ type: 'logs', logs: 'ls: cannot open' }] });
  });

  it('leaves out what belongs to other turns, to subagents, and to kinds that nobody knows yet', () => {
    const other = { turn_id: 'turn_other' };
    const list = mapAll([
      created,
      { ...added({ ...call, id: 'mcp_9' }), ...other } as Told,
      { ...completed, ...other } as Told,
      added({ id: 'x_1', type: 'dream', status: 'completed' }),
      added({ id: 'sub_1', type: 'create_subagent_call', status: 'completed' }),
      event('agent.session.sung', {}),
    ]);
    assert.deepEqual(
      list.map(({ type }) => type),
      ['start', 'start-step'],
    );
  });

  it('that waits for a function nothing was told of tells it from what the session waits for', () => {
    const action = { type: 'function_call', call_id: 'call_1', name: 'show', arguments: { a: 1 }, turn_id: turnId };
    const mapper = newMapper();
    const [part] = grow(mapAll([created, waitsFor(action)], mapper)).parts.filter(({ type }) => type === 'tool-show');
    assert.deepEqual((part as ToolPart).input, { a: 1 });
    assert.deepEqual(mapper.questions, [{ kind: 'function', callId: 'call_1', name: 'show', arguments: '{"a":1}' }]);
    const item = { ...action, id: 'fc_1', status: 'in_progress' };
    assert.deepEqual(mapAll([added(item), waitsFor()], mapper), []);
    assert.deepEqual(mapper.questions, []);
  });

  it('ends with its usage, or for want of room, and closes what is open', () => {
    const usage = { input_tokens: 1, output_tokens: 2, total_tokens: 3 };
    const error = { code: 'max_output_tokens', message: '' };
    const mapper = newMapper();
    const failed = { ...turn, status: 'failed', error };
    const list = mapAll([created, added(call), event('agent.session.turn.failed', { turn: failed, usage })], mapper);
    assert.equal(list.at(-1)?.type, 'tool-output-error');
    assert.deepEqual(mapper.outcome, { status: 'incomplete', reason: 'max_output_tokens' });
    assert.deepEqual(mapper.usage, { inputTokens: 1, outputTokens: 2, totalTokens: 3 });
  });

  it('of the past says of a function that nobody answered that it failed', () => {
    const mapper = newMapper();
    const item = {
      id: 'fc_1',
      type: 'function_call',
      call_id: 'call_1',
      name: 'show',
      arguments: '{}',
      turn_id: turnId,
    };
    const chunks = [
      ...mapper.mapItem({ ...item, status: 'incomplete' } as AgentSessionItem),
      ...mapper.mapEnding({ ...turn, status: 'cancelled', completed_at: 1 }),
    ];
    const { parts, metadata } = grow(chunks);
    assert.equal((parts.find(({ type }) => type === 'tool-show') as ToolPart).state, 'output-error');
    assert.equal(metadata?.run?.status, 'cancelled');
  });
});
