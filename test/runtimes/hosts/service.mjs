// The local service, as published, in a process of its own. Its Python is played: code runs until the suite lets it end, so that
// what happens in the middle of an answer needs no luck.
import { createLocalService } from 'assistant-kit/local';

const text = Array.from({ length: 60 }, (_, index) => `Word ${index + 1}.`).join(' ');

let held = Promise.resolve();
let release = () => {};
process.on('message', (order) => {
  if (order === 'release') return release();
  held = new Promise((resolve) => (release = resolve));
  return undefined;
});
process.once('disconnect', () => process.exit());

const session = {
  write: async () => {},
  run: async (_code, { signal }) => {
    process.send('asked');
    const stopped = new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    await Promise.race([held, stopped]);
    return { logs: '', files: [], shown: [] };
  },
  close: async () => {},
};
const service = createLocalService({
  writeCode: () => ({ kind: 'given', code: 'print()', answer: () => text }),
  python: { status: 'ready', warm: () => {}, session: () => session, close: async () => {} },
});
const { url } = await service.listen();
console.log(url);
