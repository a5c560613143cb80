/** The colours of code, as readable on its ground as on that of cited words. Nested in the rule of the container. */
export const codeStyles = `
[data-token='comment'] {
  color: var(--_md-muted);
}

[data-token='keyword'] {
  color: light-dark(oklch(0.46 0.16 300), oklch(0.85 0.1 305));
}

:is([data-token='string'], [data-token='added']) {
  color: light-dark(oklch(0.44 0.1 150), oklch(0.87 0.11 150));
}

:is([data-token='number'], [data-token='meta']) {
  color: light-dark(oklch(0.46 0.11 55), oklch(0.87 0.09 75));
}

[data-token='name'] {
  color: light-dark(oklch(0.46 0.14 255), oklch(0.86 0.08 245));
}

[data-token='type'] {
  color: light-dark(oklch(0.45 0.08 205), oklch(0.87 0.08 200));
}

:is([data-token='property'], [data-token='removed']) {
  color: light-dark(oklch(0.46 0.14 10), oklch(0.86 0.08 15));
}
`;
