/** Formulas, and raw HTML. Nested in the rule of the container. */
export const verbatimStyles = `
[part='html'],
[part~='math'] {
  font-family: var(--_md-code-font);
  font-size: 0.875em;
  white-space: pre-wrap;
}

[part~='display'] {
  display: block;
  overflow-x: auto;
  text-align: center;
}

[part~='display']:has(> math) {
  display: flex;
  align-items: center;
  justify-content: safe center;
  gap: 0.25em;
  padding-block: 0.25em;
}

/* Only a font made for formulas knows how they are set. */
math {
  font-family: 'Cambria Math', 'STIX Two Math', 'Latin Modern Math', 'Noto Sans Math', 'DejaVu Math TeX Gyre', math;
  font-size: 1.25em;
}

math:not([display]) {
  display: inline-flex;
  flex-wrap: wrap;
  align-items: baseline;
  row-gap: 0.25em;
  /* Whatever lengths a model gives, a formula covers nothing but its own place. */
  overflow: clip;
  overflow-clip-margin: 0.5em;
}

.tml-overline {
  border-block-start: 0.065em solid;
}

.tml-underline {
  border-block-end: 0.065em solid;
}

.tml-left {
  text-align: -webkit-left;
}

.tml-right {
  text-align: -webkit-right;
}
`;
