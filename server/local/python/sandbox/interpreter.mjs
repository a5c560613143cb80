// @ts-check
import { readFileSync, readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DataFolder } from './data-folder.mjs';
import { limitFiles } from './file-quota.mjs';
import { closeRequire } from './lock-down.mjs';

const site = '/lib/sandbox';
/** Imported before a snapshot is taken, so that the first cell of a restored interpreter need not wait for them. */
const preloaded = 'csv, datetime, decimal, fractions, io, json, math, statistics, charts';

/** Python, ready for cells; the names a cell defines are there for the next one. */
export class Interpreter {
  /** What the cells share with the outside. */
  data;
  #runCell;

  /**
   * @param {any} pyodide
   * @param {Set<unknown>} written the nodes of its file system that have been written to
   */
  constructor(pyodide, written) {
    pyodide.unregisterJsModule('js');
    pyodide.unregisterJsModule('pyodide_js');
    pyodide.setStdin({ stdin: () => null });
    this.data = new DataFolder(pyodide.FS, written);
    pyodide.FS.chdir('/mnt/data');
    pyodide.runPython('import notebook; notebook.open_for_cells()');
    this.#runCell = pyodide.runPython('notebook.run_cell');
    pyodide.runPython('del notebook');
    for (const name of ['NODEFS', 'PROXYFS', 'WORKERFS', 'IDBFS']) delete pyodide.FS.filesystems[name];
  }

  /**
   * Runs one cell to its end.
   * @param {string} code
   * @returns {{ error: { name: string, message: string, traceback: string } | null, shown: { mediaType: string, base64: string }[] }}
   */
  run(code) {
    return JSON.parse(this.#runCell(code));
  }
}

/**
 * Starts Python.
 * @param {object} options
 * @param {string} options.pyodideFolder
 * @param {number} options.fileBytes what all files of the virtual file system may hold together
 * @param {Uint8Array} [options.snapshot] restored instead of starting from nothing
 * @param {(bytes: Uint8Array) => void} options.write takes what the code prints
 */
export async function startInterpreter({ pyodideFolder, fileBytes, snapshot, write }) {
  const pyodide = await load(pyodideFolder, snapshot ? { _loadSnapshot: snapshot } : {});
  closeRequire();
  if (!snapshot) preload(pyodide);
  const written = limitFiles(pyodide.FS, fileBytes);
  const output = {
    write: (/** @type {Uint8Array} */ bytes) =>
      (write(bytes), bytes.length),
  };
  pyodide.setStdout(output);
  pyodide.setStderr(output);
  return new Interpreter(pyodide, written);
}

/**
 * The memory of a started interpreter.
 * @param {string} pyodideFolder
 * @returns {Promise<Uint8Array>}
 */
export async function takeSnapshot(pyodideFolder) {
  const pyodide = await load(pyodideFolder, { _makeSnapshot: true });
  preload(pyodide);
  return pyodide.makeMemorySnapshot();
}

/**
 * @param {string} folder
 * @param {object} options
 * @returns {Promise<any>}
 */
async function load(folder, options) {
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
  return loadPyodide({
    indexURL: folder,
    jsglobals: {},
    env: { HOME: '/mnt/data', PYTHONPATH: site },
    fsInit: async (/** @type {any} */ files) => installModules(files),
    ...options,
  });
}

/**
 * Puts the Python beside this file where it can be imported.
 * @param {any} files
 */
function installModules(files) {
  files.mkdirTree(`${site}/charts`);
  for (const folder of ['', 'charts/']) {
    for (const name of readdirSync(new URL(`./${folder}`, import.meta.url))) {
      if (name.endsWith('.py'))
        files.writeFile(`${site}/${folder}${name}`, readFileSync(new URL(folder + name, import.meta.url)));
    }
  }
}

/** @param {any} pyodide */
function preload(pyodide) {
  pyodide.runPython(`import notebook, ${preloaded}`, { globals: pyodide.toPy({}) });
}
