/** What code is, as far as a reader wants to tell it apart by colour. */
export type TokenKind =
  | 'comment'
  | 'keyword'
  | 'string'
  | 'number'
  | 'name'
  | 'type'
  | 'property'
  | 'meta'
  | 'added'
  | 'removed';

/**
 * What the words of CodeMirror's grammars come to; what is missing, as variables, operators and brackets, stays plain. A name of
 * several words means the last one that is here: `variableName.definition`, `string special`.
 */
const kinds: Readonly<Record<string, TokenKind>> = {
  comment: 'comment',
  quote: 'comment',
  keyword: 'keyword',
  modifier: 'keyword',
  self: 'keyword',
  unit: 'keyword',
  string: 'string',
  character: 'string',
  regexp: 'string',
  url: 'string',
  number: 'number',
  integer: 'number',
  atom: 'number',
  bool: 'number',
  null: 'number',
  color: 'number',
  def: 'name',
  definition: 'name',
  function: 'name',
  macroName: 'name',
  heading: 'name',
  header: 'name',
  builtin: 'type',
  standard: 'type',
  type: 'type',
  typeName: 'type',
  className: 'type',
  namespace: 'type',
  tag: 'type',
  tagName: 'type',
  attribute: 'property',
  attributeName: 'property',
  property: 'property',
  propertyName: 'property',
  labelName: 'property',
  meta: 'meta',
  annotation: 'meta',
  qualifier: 'meta',
  processingInstruction: 'meta',
  documentMeta: 'meta',
  inserted: 'added',
  deleted: 'removed',
};

/** Grammars say the same few words over and over. */
const known = new Map<string, TokenKind | undefined>();

export function tokenKind(style: string): TokenKind | undefined {
  if (!known.has(style)) known.set(style, readKind(style));
  return known.get(style);
}

function readKind(style: string): TokenKind | undefined {
  return style
    .split(/[ .]/)
    .map((word) => (Object.hasOwn(kinds, word) ? kinds[word] : undefined))
    .findLast((kind) => kind !== undefined);
}
