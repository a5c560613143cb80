// @ts-check
// Takes from this process what Python has no use for. The permission flags it was started with are the wall; this is the second one,
// for what they do not cover: the network (before Node 25), signals to other processes, and switches of the runtime.
import { constants as fsConstants } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { constants as osConstants } from 'node:os';

const permissionDenied = 2; // EACCES of Emscripten

const require = createRequire(import.meta.url);

const closedModules = [
  'child_process',
  'cluster',
  'dgram',
  'dns',
  'dns/promises',
  'http',
  'http2',
  'https',
  'inspector',
  'net',
  'repl',
  'tls',
  'v8',
  'vm',
  'wasi',
  'worker_threads',
];

const closedGlobals = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'Worker', 'BroadcastChannel'];

/** What Node itself and Pyodide call on `process`; every other function of it is refused. */
const openProcessFunctions = new Set([
  '_tickCallback',
  'cwd',
  'emitWarning',
  'getuid',
  'hrtime',
  'memoryUsage',
  'nextTick',
  'umask',
  'uptime',
]);

/** Locks the process, for good. */
export function lockDown() {
  for (const name of closedModules) closeModule(name);
  syncBuiltinESMExports();
  for (const name of closedGlobals) Reflect.deleteProperty(globalThis, name);
  for (const name of Object.getOwnPropertyNames(process)) {
    const descriptor = Object.getOwnPropertyDescriptor(process, name);
    if (typeof descriptor?.value !== 'function' || openProcessFunctions.has(name)) continue;
    Object.defineProperty(process, name, { ...descriptor, value: refuse(`process.${name}`), writable: false });
  }
  // Pyodide asks for these two tables in a way the permission model forbids.
  const tables = { fs: fsConstants, os: osConstants };
  Object.defineProperty(process, 'binding', {
    value: (/** @type {string} */ name) => (name === 'constants' ? tables : refuse('process.binding')()),
  });
  Object.defineProperty(process, 'report', { value: undefined });
}

/** Takes the way to load further packages; to be called when Pyodide has loaded what it needs. */
export function closeRequire() {
  const loader = /** @type {any} */ (require('node:module'));
  const load = loader._load;
  const refused = refuse('require');
  loader._load = (/** @type {string} */ name, /** @type {unknown[]} */ ...rest) =>
    name.startsWith('node:') ? load(name, ...rest) : refused();
  Reflect.deleteProperty(globalThis, 'require');
}

/** @param {string} name */
function closeModule(name) {
  const exports = builtin(name);
  for (const key of Object.keys(exports ?? {})) {
    const value = exports[key];
    if (typeof value !== 'function') continue;
    // A class may be extended by packages that load later; what it would do is refused, that it exists is not.
    if (isClass(value)) closeMethods(value);
    else exports[key] = refuse(`${name}.${key}`);
  }
  // What `os.system` calls and expects an answer from.
  if (name === 'child_process') exports.spawnSync = () => ({ status: 126, signal: null });
}

/** @param {string} name */
function builtin(name) {
  try {
    return require(`node:${name}`);
  } catch {
    return undefined;
  }
}

/** @param {any} value */
function isClass(value) {
  return value.prototype !== undefined && /^[A-Z]/.test(value.name);
}

/** @param {any} value */
function closeMethods(value) {
  for (const key of ['connect', 'listen', 'bind', 'send', 'open', 'start', 'run', 'runInThisContext', 'runInContext']) {
    if (Object.hasOwn(value.prototype, key)) value.prototype[key] = refuse(key);
  }
}

/**
 * A function that throws what Emscripten hands to Python as a PermissionError; any other exception would end the interpreter.
 * @param {string} name
 * @returns {() => never}
 */
function refuse(name) {
  return () => {
    throw Object.assign(new Error(`${name} is closed in this process`), {
      name: 'ErrnoError',
      errno: permissionDenied,
    });
  };
}
