// Runs the Node tests (*.test.ts) and the browser tests (*.browser.test.ts) and counts both.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { startTestRunner } from '@web/test-runner';
import { otherEngines } from './engines/index.mjs';
import config from './web-test-runner.config.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const everyBrowser = '--every-browser';
const isEveryBrowser = process.argv.includes(everyBrowser);
const wanted = process.argv.slice(2).filter((argument) => argument !== everyBrowser);
const tests = readdirSync(join(root, 'test'), { recursive: true })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => join('test', file))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part.replace(/^\.\//, ''))))
  .sort();
const browserTests = tests.filter((file) => file.endsWith('.browser.test.ts'));
const nodeTests = isEveryBrowser ? [] : tests.filter((file) => !browserTests.includes(file));

/** How the commands of the test runner say that a browser has no such thing, as Firefox no emulated media. */
const cannotBeAsked = /CDP support is required|supported for browser type|supported by webdriver/;

let passed = 0;
let failed = 0;
/** @type {string[]} */
const notes = [];
/** @type {string[]} */
const skipped = [];

if (tests.length === 0) fail('No test file matches.');
if (nodeTests.length > 0) await runNodeTests();
if (browserTests.length > 0) await runBrowserTests();
if (passed === 0 && failed === 0) fail('No test ran.');

for (const note of skipped) console.log(`skipped: ${note}`);
for (const note of notes) console.log(note);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function runNodeTests() {
  const files = nodeTests.map((file) => join(root, file));
  /** @type {Set<string>} */
  const seen = new Set();
  await new Promise((done) => {
    const stream = run({ files, concurrency: 2, timeout: 300_000 });
    const isTest = (event) => event.details?.type !== 'suite' && !files.includes(event.name);
    stream.on('test:pass', (event) => {
      if (!isTest(event)) return;
      seen.add(event.file);
      if (event.skip === undefined && event.todo === undefined) passed++;
      else skipped.push(`${event.name} (${event.skip || event.todo || 'no reason given'})`);
    });
    stream.on('test:fail', (event) => {
      if (event.details?.type === 'suite') return;
      seen.add(event.file);
      failed++;
      notes.push(`failed: ${relative(root, event.file ?? '')}: ${event.name}`);
    });
    stream.on('end', done);
    stream.compose(new spec()).pipe(process.stdout);
  });
  for (const file of files) if (!seen.has(file)) fail(`${relative(root, file)}: no test in the file.`);
}

async function runBrowserTests() {
  const runner = await startTestRunner({
    config: { ...config, browsers: browsers(), rootDir: root, files: browserTests },
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  const ok = await new Promise((stopped) => runner.on('stopped', stopped));
  const before = failed;
  for (const session of runner.sessions.all()) countSession(session);
  if (!ok && failed === before) fail('The browser run failed.');
}

/** Chromium alone is quick; the others show what is of their own. */
function browsers() {
  if (!isEveryBrowser) return config.browsers;
  const { launchers, missing } = otherEngines();
  for (const name of missing) skipped.push(`every test in ${name}, which is not on this machine`);
  return [...config.browsers, ...launchers];
}

function countSession(session) {
  const name = `${session.browser.name}: ${relative(root, session.testFile)}`;
  let ran = 0;
  const count = (suite, path) => {
    for (const test of suite?.tests ?? []) {
      ran++;
      if (test.skipped || cannotBeAsked.test(test.error?.message ?? ''))
        skipped.push(`${name}: ${[...path, test.name].join(' › ')}`);
      else if (test.passed) passed++;
      else {
        failed++;
        notes.push(`failed: ${name}: ${[...path, test.name].join(' › ')}`);
      }
    }
    for (const inner of suite?.suites ?? []) count(inner, [...path, inner.name]);
  };
  count(session.testResults, []);
  for (const error of session.errors ?? []) fail(`${name}: ${error.message}`);
  if (ran === 0 && !session.errors?.length) fail(`${name}: no test in the file.`);
  // A warning is a defect that has not hurt yet.
  for (const log of session.logs ?? []) {
    if (log.type === 'warn' || log.type === 'error') fail(`${name}: console.${log.type}: ${log.args.join(' ')}`);
  }
}

function fail(note) {
  failed++;
  notes.push(note);
}
