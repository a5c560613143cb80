/** Images, footnotes, and what other media need. Nested in the rule of the container. */
export const asideStyles = `
img {
  max-inline-size: 100%;
  block-size: auto;
  border-radius: var(--_md-radius);
}

[part='image'] {
  display: inline-flex;
  flex-wrap: wrap;
  gap: 0 0.75em;
  max-inline-size: 100%;
  padding: 0.5em 0.9em;
  border: 1px dashed var(--_md-border);
  border-radius: var(--_md-radius);
  background: transparent;
  color: inherit;
  font: inherit;
  font-size: 0.9375em;
  text-align: start;
  cursor: pointer;
}

[part='image'] > :last-child {
  color: var(--_md-accent);
}

[part='image']:hover {
  background: var(--_md-sunken);
}

sup {
  line-height: 0;
}

:is([part='footnote-reference'], [part='footnote-back']) {
  padding: 0.2em 0.25em;
  border: 0;
  border-radius: 0.4em;
  background: transparent;
  color: var(--_md-accent);
  font: inherit;
  cursor: pointer;
}

[part='footnote-reference'] {
  font-size: 0.9em;
  font-variant-numeric: tabular-nums;
}

:is([part='footnote-reference'], [part='footnote-back']):hover {
  background: var(--_md-sunken);
}

[part='footnotes'] {
  margin-block-start: 1.5em;
  padding-block-start: 0.9em;
  border-block-start: 1px solid var(--_md-border);
  color: var(--_md-muted);
  font-size: 0.875em;
}

[part='footnotes'] li > div {
  display: contents;
}

[part='footnotes'] li > div > p:last-child {
  display: inline;
}

[part='footnotes'] li > [part='footnote-back'] {
  margin-block: 0;
}

[part='footnotes'] li:focus {
  outline: 2px solid var(--_md-accent);
  outline-offset: 2px;
}

@media (forced-colors: active) {
  [part='code-header'] button[aria-pressed='true'] {
    outline: 1px solid;
  }
}

@media print {
  pre {
    white-space: pre-wrap;
  }
}
`;
