import { knownThread } from '../page/known-thread.ts';

/** The floor without the colours of code, which the elements give it and few others. */
export default knownThread({ isPlain: true });
