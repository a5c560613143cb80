import { noChange } from 'lit';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

/** Properties by their names in a style sheet. */
type Properties = Readonly<Record<string, string | number | undefined>>;

class StylePropertiesDirective extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('styleProperties stands in the tag of the element it styles.');
  }

  render(_properties: Properties): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [properties]: [Properties]): typeof noChange {
    const { style } = element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) style.setProperty(name, String(value ?? ''));
    return noChange;
  }
}

/** Sets properties of an element by its object model. Lit's `styleMap` writes the attribute at first, which a strict policy refuses. */
export const styleProperties = directive(StylePropertiesDirective);
