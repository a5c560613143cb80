import type { Question } from './answers.ts';
import { bodyActs, cuttingActs, type Act, type Fault, type Hop } from './fault.ts';
import type { Case } from './run-case.ts';

const eventActs: Readonly<Record<Hop, readonly Act[]>> = {
  page: [...bodyActs, 'reload', 'stop', 'watch'],
  service: bodyActs,
};

/** A single fault of every kind before every event of the first stream of either hop. */
export function* everyEvent(question: Question, events: Readonly<Record<Hop, number>>): Generator<Case> {
  for (const hop of ['page', 'service'] as const) {
    for (let event = 0; event < events[hop]; event++) {
      for (const act of eventActs[hop]) yield single(question, { hop, of: 'stream', request: 0, at: { event }, act });
    }
  }
}

/** The first stream of either hop cut behind every so many bytes. */
export function* everyByte(question: Question, bytes: Readonly<Record<Hop, number>>, step = 1): Generator<Case> {
  for (const hop of ['page', 'service'] as const) {
    for (let byte = 0; byte < bytes[hop]; byte += step) {
      const act = cuttingActs[byte % cuttingActs.length] ?? 'close';
      yield single(question, { hop, of: 'stream', request: 0, at: { byte }, act });
    }
  }
}

/** Every request of a case lost on its way there or back, or refused on the way. */
export function* everyRequest(question: Question, requests: Readonly<Record<Hop, number>>): Generator<Case> {
  for (const hop of ['page', 'service'] as const) {
    for (const of of ['call', 'stream'] as const) {
      for (let request = 0; request < requests[hop]; request++) {
        for (const act of ['close', 'busy', 'broken', 'again', 'die', 'reload'] as const) {
          // No network sends a request twice, only people and pages do.
          if (act === 'again' && hop === 'service') continue;
          yield single(question, { hop, of, request, at: 'asked', act });
        }
        for (const act of ['close', 'stall', 'die', 'reload'] as const) {
          yield single(question, { hop, of, request, at: 'answered', act });
        }
      }
    }
  }
}

let made = 0;

function single(question: Question, fault: Fault): Case {
  made++;
  const common = {
    seed: made,
    questions: [question],
    faults: [fault],
    pieceSize: Infinity,
    adapters: 1,
    sharesStore: false,
  };
  return { name: `sweep-${made}`, ...common };
}
