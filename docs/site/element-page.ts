/** An element as `custom-elements.json` describes it: https://custom-elements-manifest.open-wc.org. */
export interface ElementDeclaration extends Described {
  readonly tagName: string;
  readonly members: readonly Member[];
  readonly events?: readonly (Described & { readonly type: Typed })[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssProperties?: readonly Described[];
}

interface Described {
  readonly name: string;
  readonly description: string;
}

interface Typed {
  readonly text: string;
}

interface Member extends Described {
  readonly kind: 'field' | 'method';
  readonly attribute?: string;
  readonly reflects?: boolean;
  readonly readonly?: boolean;
  readonly default?: string;
  readonly type?: Typed;
  readonly return?: { readonly type: Typed };
  readonly parameters?: readonly Parameter[];
}

interface Parameter extends Described {
  readonly type?: Typed;
  readonly optional?: boolean;
  readonly default?: string;
}

export interface CustomElementsManifest {
  readonly modules: readonly { readonly path: string; readonly declarations: readonly ElementDeclaration[] }[];
}

/** The reference of an element, as Markdown, behind what its own file in `docs/elements/` says and shows. */
export function elementPage(element: ElementDeclaration, module: string, introduction: string): string {
  const { members, events = [], slots = [], cssParts = [], cssProperties = [] } = element;
  const fields = members.filter(({ kind }) => kind === 'field');
  const methods = members.filter(({ kind }) => kind === 'method');
  return [
    element.description.replaceAll(/(?<!\n)\n(?!\n)/g, ' '),
    introduction,
    section(
      'Attributes and properties',
      ['property', 'attribute', 'type', 'unless set', 'what it is'],
      fields.map((field) => [
        code(field.name),
        field.attribute === undefined ? '' : code(field.attribute) + (field.reflects ? ', reflected' : ''),
        code(field.type?.text ?? ''),
        field.readonly ? 'read only' : code(field.default ?? ''),
        field.description,
      ]),
    ),
    section(
      'Methods',
      ['method', 'takes', 'returns', 'what it does'],
      methods.map(({ name, parameters, return: result, description }) => [
        code(`${name}()`),
        (parameters ?? []).map((parameter) => code(given(parameter))).join(', '),
        code(result?.type.text ?? 'void'),
        description,
      ]),
    ),
    section(
      'Events',
      ['event', 'class', 'when'],
      events.map(({ name, type, description }) => [code(name), code(type.text), description]),
    ),
    section(
      'Slots',
      ['slot', 'what belongs there'],
      slots.map(({ name, description }) => [name === '' ? 'unnamed' : code(name), description]),
    ),
    section('Parts', ['part', 'what it is'], cssParts.map(row)),
    section('Custom properties', ['property', 'what it is'], cssProperties.map(row)),
    `## Import\n\n\`import 'assistant-kit'\` has it, or loads it when it is first needed. Alone:\n\n\`\`\`js\nimport '${entryOf(module)}';\n\`\`\``,
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function row({ name, description }: Described): string[] {
  return [code(name), description];
}

function given({ name, type, optional, default: value }: Parameter): string {
  return `${name}${optional || value !== undefined ? '?' : ''}${type ? `: ${type.text}` : ''}`;
}

/** `dist/components/run-steps/run-step.js` is what `assistant-kit/components/<its folder>.js` registers. */
function entryOf(module: string): string {
  const [, folder = ''] = /components\/([^/]+)\//.exec(module) ?? [];
  return `assistant-kit/components/${folder}.js`;
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.map(asCell).join(' | ')} |`;
  return [`## ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A table ends a cell at every bar, also within code. */
function asCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}
