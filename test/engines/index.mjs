import { firefoxLauncher } from './firefox.mjs';
import { webkitLauncher } from './webkit.mjs';

/** The engines beside Chromium that this machine has, and what it lacks. */
export function otherEngines() {
  const found = { Firefox: firefoxLauncher(), WebKit: webkitLauncher() };
  const names = Object.keys(found);
  return {
    launchers: names.flatMap((name) => found[name] ?? []),
    missing: names.filter((name) => found[name] === undefined),
  };
}
