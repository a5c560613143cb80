import { commonEntities } from './common-entities.ts';

let allEntities: ReadonlyMap<string, string> | undefined;
let loading: Promise<void> | undefined;

/** What a reference such as `&amp;` stands for: null for no known name, undefined until all names are loaded. */
export function decodeEntity(reference: string): string | null | undefined {
  if (reference[1] === '#') return decodeNumber(reference);
  const name = reference.slice(1, -1);
  return commonEntities.get(name) ?? (allEntities ? (allEntities.get(name) ?? null) : undefined);
}

/** Loads the 2,125 names of HTML, most of which nobody ever writes. */
export function loadEntities(): Promise<void> {
  loading ??= load();
  return loading;
}

/** Without them, after a failure, rare names show as they are. */
async function load(): Promise<void> {
  try {
    const module = await import('./all-entities.ts');
    allEntities = module.allEntities;
  } catch {
    allEntities = new Map();
  }
}

function decodeNumber(reference: string): string {
  const isHexadecimal = reference[2] === 'x' || reference[2] === 'X';
  const code = isHexadecimal ? Number.parseInt(reference.slice(3), 16) : Number.parseInt(reference.slice(2), 10);
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}
