/** A name with what stands about it in the manifest. */
export interface Described {
  readonly name: string;
  readonly description: string;
}

export interface ElementProperty extends Described {
  /** As its own file writes it. */
  readonly type: string;
  /** Undefined for a property that markup cannot set. */
  readonly attribute: string | undefined;
}

/** What a page can do with an element. */
export interface ElementFacts extends Described {
  readonly tagName: string;
  /** Its module, as seen from the root of the package. */
  readonly module: string;
  readonly properties: readonly ElementProperty[];
  readonly events: readonly Described[];
  readonly slots: readonly Described[];
  readonly parts: readonly Described[];
  readonly cssProperties: readonly Described[];
}

interface Member extends Described {
  readonly kind: 'field' | 'method';
  readonly attribute?: string;
  readonly readonly?: boolean;
  readonly type: { readonly text: string };
}

interface Declaration extends Described {
  readonly tagName: string;
  readonly members: readonly Member[];
  readonly events?: readonly Described[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssProperties?: readonly Described[];
}

/** The part of a custom elements manifest that is read here: https://custom-elements-manifest.open-wc.org. */
export interface Manifest {
  readonly modules: readonly { readonly path: string; readonly declarations: readonly Declaration[] }[];
}

/** The elements of the manifest, with what a framework can set on them. */
export function readElements({ modules }: Manifest): ElementFacts[] {
  return modules.flatMap(({ path, declarations }) =>
    declarations.map((declaration) => ({
      name: declaration.name,
      tagName: declaration.tagName,
      description: declaration.description,
      module: path,
      properties: declaration.members.filter(isSettable).map(({ name, description, type, attribute }) => ({
        name,
        description,
        type: type.text,
        attribute,
      })),
      events: declaration.events ?? [],
      slots: declaration.slots ?? [],
      parts: declaration.cssParts ?? [],
      cssProperties: declaration.cssProperties ?? [],
    })),
  );
}

function isSettable({ kind, readonly }: Member): boolean {
  return kind === 'field' && readonly !== true;
}
