/**
 * The value of JSON that breaks off: open strings, arrays and objects are closed, a half key, a half literal and a trailing
 * comma are left out. Undefined where nothing can be read yet or the text is no JSON.
 */
export function parsePartialJson(text: string): unknown {
  return tryParse(text) ?? tryParse(closed(text));
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text up to the last place where a value was complete, and what has to be closed there. */
function closed(text: string): string {
  const closers: string[] = [];
  let keep = '';
  let inString = false;
  /** Where the string that is open began. */
  let stringStart = 0;
  let expectsKey = false;
  const remember = (end: number) => (keep = text.slice(0, end) + closers.toReversed().join(''));

  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') {
        inString = false;
        if (!expectsKey) remember(at + 1);
      }
      continue;
    }
    switch (character) {
      case '"':
        inString = true;
        stringStart = at;
        break;
      case '{':
      case '[':
        closers.push(character === '{' ? '}' : ']');
        expectsKey = character === '{';
        remember(at + 1);
        break;
      case '}':
      case ']':
        closers.pop();
        expectsKey = false;
        remember(at + 1);
        break;
      case ',':
        expectsKey = closers.at(-1) === '}';
        break;
      case ':':
        expectsKey = false;
        break;
      default: {
        const scalar = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)/.exec(text.slice(at, at + 40))?.[0];
        if (scalar && !expectsKey) {
          at += scalar.length - 1;
          remember(at + 1);
        }
      }
    }
  }
  if (inString && !expectsKey) {
    // An escape that is cut in two (`\`, `\u00`) stays away until it is whole.
    const open = text.slice(stringStart).replace(/(?<=(?:^|[^\\])(?:\\\\)*)\\(?:u[0-9a-fA-F]{0,3})?$/, '');
    return `${text.slice(0, stringStart)}${open}"${closers.toReversed().join('')}`;
  }
  return keep;
}
