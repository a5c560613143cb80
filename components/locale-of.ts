/** The language an element stands in: the nearest `lang` around it, through shadow roots, else the browser's. */
export function localeOf(element: Element): string | undefined {
  for (let at: Element | null = element; at;) {
    const around: Element | null = at.closest('[lang]');
    if (around) return supported(around.getAttribute('lang'));
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return undefined;
}

/** A `lang` is free text, and `Intl` throws at what is no language tag. */
function supported(language: string | null): string | undefined {
  try {
    return language ? Intl.getCanonicalLocales(language)[0] : undefined;
  } catch {
    return undefined;
  }
}
