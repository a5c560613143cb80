import { knownThread } from '../page/known-thread.ts';

/** The finished DOM, known beforehand, only built as the bytes arrive: what the bars are measured against. */
export default knownThread({});
