// A short form of `npm run chaos`: single faults at many places, and the first random schedules of a fixed seed.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Question } from './answers.ts';
import { Expectation } from './expectation.ts';
import { inWords } from './fault.ts';
import { Port } from './port.ts';
import type { Case } from './run-case.ts';
import { runCases } from './run-cases.ts';
import { scheduleOf } from './schedules.ts';
import { SteadyClock } from './steady-clock.ts';
import { everyByte, everyEvent, everyRequest } from './sweeps.ts';

describe('an answer comes whole, once, or with an error that says so', () => {
  let clock: SteadyClock;
  let port: Port;
  let expectation: Expectation;

  before(async () => {
    clock = new SteadyClock();
    port = await Port.open();
    expectation = await Expectation.find(port);
  });

  after(() => {
    port.close();
    clock.stop();
  });

  const survive = async (cases: Iterable<Case>): Promise<void> => {
    const { failures } = await runCases(cases, { port, expectation, atOnce: 16 });
    const words = failures.map(({ given, why }) => `${given.name}: ${given.faults.map(inWords).join(' + ')}\n  ${why}`);
    assert.deepEqual(words, []);
  };

  it('whatever befalls an event of its streams', () =>
    survive(some(everyEvent('cite', { page: 30, service: 40 }), 29)));

  it('wherever its streams are cut', () => survive(everyByte('brief', { page: 1500, service: 2500 }, 113)));

  for (const question of ['cite', 'call'] satisfies Question[]) {
    it(`whichever of its requests is lost or refused (${question})`, () => {
      return survive(some(everyRequest(question, { page: 4, service: 10 }), 9));
    });
  }

  it('when faults come together', () => survive(Array.from({ length: 15 }, (_, number) => scheduleOf(1, number))));
});

/** One of so many, evenly: with a step that shares no factor with the number of acts, all acts come up. */
function some(cases: Iterable<Case>, step: number): Case[] {
  return [...cases].filter((_, index) => index % step === 0);
}
