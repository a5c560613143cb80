import { knownThread } from '../page/known-thread.ts';

/** The floor, with the messages before in groups that a browser skips off screen. */
export default knownThread({ groupSize: 50 });
