import { knownThread } from '../page/known-thread.ts';

/** The floor, every 50 ms in the place of each frame. */
export default knownThread({ cadence: 50 });
