import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ReplyAnnouncer } from '../../../components/chat-thread/reply-announcer.ts';
import type { TextPart, UIMessage } from '../../../protocol/index.ts';

describe('ReplyAnnouncer', () => {
  it('says each sentence once, while the reply grows', () => {
    const announcer = awaiting();
    announcer.follow(message('It is'), false, '');
    announcer.follow(message('It is four. And'), false, '');
    announcer.follow(message('It is four. And five. '), false, '');
    announcer.follow(message('It is four. And five. End'), true, '');
    assert.deepEqual(said(announcer), ['', 'It is four.', 'And five.', 'End']);
  });

  it('is silent about history, also while the next reply is awaited', () => {
    const announcer = new ReplyAnnouncer();
    announcer.follow(message('It was four.'), true, '');
    announcer.begin('Working.');
    announcer.follow(message('It was four.'), false, '');
    assert.deepEqual(said(announcer), ['Working.']);
  });

  it('says a reply that comes whole', () => {
    const announcer = new ReplyAnnouncer();
    announcer.follow(message('It was four.'), true, '');
    announcer.begin('Working.');
    announcer.follow({ ...message('It is five.'), id: 'next' }, true, '');
    assert.deepEqual(said(announcer), ['Working.', 'It is five.']);
  });

  it('goes on with a reply that was interrupted by a tool of the page', () => {
    const announcer = awaiting();
    announcer.follow(message('I look. '), true, '');
    announcer.begin('');
    announcer.follow(message('I look. ', 'It is four. '), false, '');
    assert.deepEqual(said(announcer).filter(Boolean), ['I look.', 'It is four.']);
  });

  it('goes on from one text to the next', () => {
    const announcer = awaiting();
    announcer.follow(message('First, without an end'), false, '');
    announcer.follow(message('First, without an end', 'Second. '), false, '');
    assert.deepEqual(said(announcer), ['', 'First, without an end', 'Second.']);
  });

  it('keeps the live region short', () => {
    const announcer = awaiting();
    for (let count = 1; count <= 40; count++) announcer.follow(message('One. '.repeat(count)), false, '');
    assert.equal(announcer.pieces.length, 12);
    assert.equal(new Set(announcer.pieces.map(({ key }) => key)).size, 12);
  });

  it('follows a second reply from its beginning', () => {
    const announcer = awaiting();
    announcer.follow(message('One. '), false, '');
    announcer.follow(message('One. '), true, '');
    announcer.begin('');
    announcer.follow({ ...message('Two. '), id: 'next' }, false, '');
    assert.deepEqual(said(announcer).filter(Boolean), ['One.', 'Two.']);
  });
});

function awaiting(): ReplyAnnouncer {
  const announcer = new ReplyAnnouncer();
  announcer.begin('');
  return announcer;
}

function said(announcer: ReplyAnnouncer): string[] {
  return announcer.pieces.map(({ text }) => text);
}

function message(...texts: string[]): UIMessage {
  return {
    id: 'reply',
    role: 'assistant',
    parts: texts.map((text): TextPart => ({ type: 'text', text, state: 'streaming' })),
  };
}
