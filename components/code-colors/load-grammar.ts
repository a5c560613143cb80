import type { StreamParser } from '@codemirror/streamparser';
import type { ReadCode } from '../markdown/index.ts';
import { languageName } from './language-name.ts';
import { htmlGrammar } from './html-grammar.ts';
import { indentUnit, readCodeBy } from './read-code.ts';

/** How code of a language is read, by any of the names a fence may give it; undefined where there is no grammar. */
export async function loadGrammar(language: string): Promise<ReadCode | undefined> {
  const grammar = await importGrammar(languageName(language));
  const { StringStream } = (grammar && (await importStream())) ?? {};
  return StringStream && grammar && readCodeBy(grammar, (line) => new StringStream(line, indentUnit, indentUnit));
}

async function importStream() {
  try {
    return await import('@codemirror/streamparser');
  } catch {
    return undefined;
  }
}

async function importHtml(): Promise<StreamParser<unknown> | undefined> {
  try {
    // One after the other: within a call a bundler does not see that they may be missing.
    const { html } = await import('@codemirror/legacy-modes/mode/xml');
    const { javascript } = await import('@codemirror/legacy-modes/mode/javascript');
    const { css } = await import('@codemirror/legacy-modes/mode/css');
    return htmlGrammar(html, { script: javascript, style: css });
  } catch {
    return undefined;
  }
}

/**
 * Undefined also where the package is not installed, or the network away: bundlers, which make a chunk of each, let one be missing
 * where its import stands within a `try`.
 */
async function importGrammar(name: string): Promise<StreamParser<unknown> | undefined> {
  try {
    switch (name) {
      case 'javascript':
        return (await import('@codemirror/legacy-modes/mode/javascript')).javascript;
      case 'typescript':
        return (await import('@codemirror/legacy-modes/mode/javascript')).typescript;
      case 'json':
        return (await import('@codemirror/legacy-modes/mode/javascript')).json;
      case 'python':
        return (await import('@codemirror/legacy-modes/mode/python')).python;
      case 'html':
        return await importHtml();
      case 'xml':
        return (await import('@codemirror/legacy-modes/mode/xml')).xml;
      case 'css':
        return (await import('@codemirror/legacy-modes/mode/css')).css;
      case 'scss':
        return (await import('@codemirror/legacy-modes/mode/css')).sCSS;
      case 'less':
        return (await import('@codemirror/legacy-modes/mode/css')).less;
      case 'shell':
        return (await import('@codemirror/legacy-modes/mode/shell')).shell;
      case 'powershell':
        return (await import('@codemirror/legacy-modes/mode/powershell')).powerShell;
      case 'sql':
        return (await import('@codemirror/legacy-modes/mode/sql')).standardSQL;
      case 'mysql':
        return (await import('@codemirror/legacy-modes/mode/sql')).mySQL;
      case 'postgresql':
        return (await import('@codemirror/legacy-modes/mode/sql')).pgSQL;
      case 'sqlite':
        return (await import('@codemirror/legacy-modes/mode/sql')).sqlite;
      case 'c':
        return (await import('@codemirror/legacy-modes/mode/clike')).c;
      case 'cpp':
        return (await import('@codemirror/legacy-modes/mode/clike')).cpp;
      case 'csharp':
        return (await import('@codemirror/legacy-modes/mode/clike')).csharp;
      case 'java':
        return (await import('@codemirror/legacy-modes/mode/clike')).java;
      case 'kotlin':
        return (await import('@codemirror/legacy-modes/mode/clike')).kotlin;
      case 'scala':
        return (await import('@codemirror/legacy-modes/mode/clike')).scala;
      case 'dart':
        return (await import('@codemirror/legacy-modes/mode/clike')).dart;
      case 'objectivec':
        return (await import('@codemirror/legacy-modes/mode/clike')).objectiveC;
      case 'go':
        return (await import('@codemirror/legacy-modes/mode/go')).go;
      case 'rust':
        return (await import('@codemirror/legacy-modes/mode/rust')).rust;
      case 'swift':
        return (await import('@codemirror/legacy-modes/mode/swift')).swift;
      case 'ruby':
        return (await import('@codemirror/legacy-modes/mode/ruby')).ruby;
      case 'yaml':
        return (await import('@codemirror/legacy-modes/mode/yaml')).yaml;
      case 'toml':
        return (await import('@codemirror/legacy-modes/mode/toml')).toml;
      case 'properties':
        return (await import('@codemirror/legacy-modes/mode/properties')).properties;
      case 'diff':
        return (await import('@codemirror/legacy-modes/mode/diff')).diff;
      case 'dockerfile':
        return (await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile;
      case 'nginx':
        return (await import('@codemirror/legacy-modes/mode/nginx')).nginx;
      case 'protobuf':
        return (await import('@codemirror/legacy-modes/mode/protobuf')).protobuf;
      case 'cmake':
        return (await import('@codemirror/legacy-modes/mode/cmake')).cmake;
      case 'r':
        return (await import('@codemirror/legacy-modes/mode/r')).r;
      case 'julia':
        return (await import('@codemirror/legacy-modes/mode/julia')).julia;
      case 'octave':
        return (await import('@codemirror/legacy-modes/mode/octave')).octave;
      case 'lua':
        return (await import('@codemirror/legacy-modes/mode/lua')).lua;
      case 'perl':
        return (await import('@codemirror/legacy-modes/mode/perl')).perl;
      case 'haskell':
        return (await import('@codemirror/legacy-modes/mode/haskell')).haskell;
      case 'latex':
        return (await import('@codemirror/legacy-modes/mode/stex')).stex;
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}
