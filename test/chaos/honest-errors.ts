import type { Act, Fault } from './fault.ts';
import type { Case, Result } from './run-case.ts';

/** What befalls a request whole: it is refused, or nobody answers it. */
const refusals: ReadonlySet<Act> = new Set(['close', 'stall', 'busy', 'broken', 'die']);

/**
 * True where an error is the honest thing to show, so that a person can try again. What merely befalls the body of an answer that
 * streams is none of their business, and where nobody has died either: then no error may be seen.
 */
export function mayTell({ questions }: Case, { struck }: Result): boolean {
  return questions.includes('fail') || struck.some(isRefusal);
}

function isRefusal({ of, at, act }: Fault): boolean {
  const isWhole = at === 'asked' || at === 'answered';
  return act === 'die' || (isWhole && refusals.has(act)) || (of === 'call' && typeof at === 'object');
}
