import { isDeepStrictEqual } from 'node:util';
import type { Conversation } from '../../components/conversation/index.ts';
import type { Question } from './answers.ts';
import type { Fault } from './fault.ts';
import { textOf, viewOf } from './message-view.ts';
import { mostAttempts, Person } from './person.ts';
import type { Port } from './port.ts';
import { seeded } from '../support/seeded.ts';
import { Tab } from './tab.ts';
import { World } from './world.ts';

/** A conversation and everything that befalls it. */
export interface Case {
  name: string;
  seed: number;
  questions: readonly Question[];
  faults: readonly Fault[];
  pieceSize: number;
  adapters: number;
  sharesStore: boolean;
}

/** What became of it. */
export interface Result {
  /** What was to be seen at the end, in the page that was there all the time; and in a fresh one. */
  view: string[];
  reopened: string[];
  /** The texts of the answers. */
  texts: string[];
  errors: readonly string[];
  /** Runs beyond one for each time that an answer was asked for. */
  extraRuns: number;
  /** Conversations beyond the one that is shown. */
  extraThreads: number;
  stopped: ReadonlySet<number>;
  struck: readonly Fault[];
  /** What was seen on the way and never should be. */
  flaws: string[];
}

const deadlineMs = 60_000;

/**
 * Lives through the case.
 * @param expected the texts that the answers must have in the end, where they are known: on the way nothing else may be seen
 */
export async function runCase(given: Case, port: Port, expected?: readonly string[]): Promise<Result> {
  const { name, seed, questions, faults, pieceSize, adapters, sharesStore } = given;
  const flaws = new Set<string>();
  let person: Person | undefined;
  const random = seeded(seed);
  const act = async (what: Fault['act']) => person?.act(what);
  const world = new World({ port, name, faults, pieceSize, adapters, sharesStore, random, act });
  try {
    person = new Person(world.endpoint, (conversation) => watch(conversation, expected, flaws));
    for (const [turn, question] of questions.entries()) await within(deadlineMs, person.ask(`${question} ${turn}`));
    const { conversation, watchers } = person;
    const view = viewOf(conversation.messages, name);
    for (const { tab, turn } of watchers) {
      const agrees = ({ status, messages }: Conversation) => {
        const seen = viewOf(messages, name);
        return status === 'ready' && seen.length > 2 * turn + 1 && isDeepStrictEqual(seen, view.slice(0, seen.length));
      };
      await within(deadlineMs, tab.when(agrees)).catch(() => flaws.add('Two tabs disagree.'));
    }
    await within(deadlineMs, world.settled());
    world.replaceAll();
    const reopened = await reopen(world, conversation.threadId, name);
    const runs = [...world.upstream.creates].filter(({ input = [] }) => input.length === 0).length;
    return {
      view,
      reopened,
      texts: conversation.messages.filter(({ role }) => role === 'assistant').map(textOf),
      errors: person.errors,
      extraRuns: runs - questions.length - person.regenerations,
      extraThreads: [...world.upstream.conversations.values()].filter(({ items }) => items.length > 0).length - 1,
      stopped: person.stopped,
      struck: world.struck,
      flaws: [...flaws],
    };
  } finally {
    person?.leave();
    world.end();
  }
}

/** What a page sees that is loaded now, or loaded again where that has failed. */
async function reopen(world: World, threadId: string | null, name: string): Promise<string[]> {
  for (let attempt = 1; ; attempt++) {
    const tab = new Tab(world.endpoint, { threadId });
    try {
      await within(deadlineMs, tab.rest());
      const { error, messages } = tab.conversation;
      if (!error || attempt === mostAttempts) return viewOf(messages, name);
    } finally {
      tab.close();
    }
  }
}

/** Whatever is to be seen of an answer is the beginning of what it will be. */
function watch({ messages }: Conversation, expected: readonly string[] | undefined, flaws: Set<string>): void {
  if (!expected) return;
  for (const [turn, message] of messages.filter(({ role }) => role === 'assistant').entries()) {
    const text = textOf(message);
    if (!expected[turn]?.startsWith(text)) flaws.add(`Turn ${turn} showed: …${text.slice(-80)}`);
  }
}

async function within<Value>(ms: number, promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Nothing has happened for a minute.')), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
