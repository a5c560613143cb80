/**
 * How long to look for what breaks: so many runs, and no longer than that on a slow machine. `FUZZ_SEED` repeats a search that
 * found something, `FUZZ_RUNS` makes it longer; what was found belongs into the `examples` of its test, to be tried for ever.
 */
export const fuzzing = {
  seed: Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31)),
  numRuns: Number(process.env['FUZZ_RUNS'] ?? 200),
  interruptAfterTimeLimit: process.env['FUZZ_RUNS'] === undefined ? 10_000 : 3_600_000,
};

console.log(`FUZZ_SEED=${fuzzing.seed}`);
