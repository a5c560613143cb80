import type { CDPSession } from 'puppeteer-core';

/** How often the page is looked at, in microseconds. */
const interval = 200;

/** Prints where the script's time goes while something happens: the functions with the most time of their own. */
export async function profile(client: CDPSession, act: () => Promise<void>): Promise<void> {
  await client.send('Profiler.enable');
  await client.send('Profiler.setSamplingInterval', { interval });
  await client.send('Profiler.start');
  await act();
  const { profile } = await client.send('Profiler.stop');
  const names = new Map(
    profile.nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      `${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}`,
    ]),
  );
  const times = new Map<string, number>();
  for (const [n, id] of (profile.samples ?? []).entries()) {
    const name = names.get(id) ?? '';
    times.set(name, (times.get(name) ?? 0) + (profile.timeDeltas?.[n] ?? 0) / 1000);
  }
  const longest = [...times].sort(([, one], [, other]) => other - one).slice(0, 60);
  for (const [name, time] of longest) console.log(`${time.toFixed(1).padStart(9)} ms  ${name}`);
}
