import type { DrawFormula } from '../markdown/index.ts';

const namespace = 'http://www.w3.org/1998/Math/MathML';
/** A longer source was written by no person: it would hold up the page for nothing. */
const longestSource = 5000;
/** More than any formula a person would write; a model can be made to write others. */
const mostExpansions = 500;
/** Of lengths it gives, in em and in pt. */
const largest: [number, number] = [20, 240];

/** Null where the package is not installed, which bundlers allow where the import stands within a `try`; or the network is away. */
export async function loadTemml(): Promise<DrawFormula | null> {
  try {
    const { default: temml } = await import('temml');
    const options = { throwOnError: true, maxExpand: mostExpansions, maxSize: largest, wrap: 'tex' } as const;
    return (source, display) => {
      if (source.length > longestSource) return undefined;
      const holder = document.createElement('span');
      try {
        temml.render(source, holder, { ...options, displayMode: display });
      } catch {
        // What it cannot read shows as it was written.
        return undefined;
      }
      return harmless(holder.firstElementChild);
    };
  } catch {
    return null;
  }
}

/** The formula, without what could lead somewhere or be found by name; nothing where it needs more than MathML can show. */
function harmless(formula: Element | null): Element | undefined {
  if (formula?.localName !== 'math') return undefined;
  const all = [formula, ...formula.querySelectorAll('*')];
  for (const element of all) for (const name of ['id', 'href']) element.removeAttribute(name);
  return all.every((element) => isShown(element)) ? formula : undefined;
}

/**
 * Browsers leave out what encloses or strikes through, and with it what the formula says; the styles draw the lines above and
 * below. Spans hold the numbers of equations.
 */
function isShown({ namespaceURI, localName, classList }: Element): boolean {
  if (namespaceURI !== namespace) return localName === 'span';
  return localName !== 'menclose' || classList.contains('tml-overline') || classList.contains('tml-underline');
}
