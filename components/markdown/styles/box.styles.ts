/** Code and tables. Nested in the rule of the container. */
export const boxStyles = `
[part='code'] {
  border: 1px solid var(--_md-border);
  border-radius: var(--_md-radius);
  background: var(--_md-sunken);
  overflow: clip;
}

[part='code-header'] {
  display: flex;
  align-items: center;
  gap: 0.25em;
  padding-inline: 1em 0.4em;
  padding-block-start: 0.3em;
  color: var(--_md-muted);
  font-size: 0.8125em;
  line-height: 1.75;
  user-select: none;
  -webkit-user-select: none;
}

[part='code-header'] [part='label'] {
  flex: 1;
  min-inline-size: 0;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

[part='code-header'] button {
  padding: 0.1em 0.6em;
  border: 0;
  border-radius: 0.5em;
  background: transparent;
  color: inherit;
  font: inherit;
  cursor: pointer;
}

[part='code-header'] button:is(:hover, [aria-pressed='true']) {
  background: color-mix(in oklab, currentColor 12%, transparent);
  color: inherit;
}

[part='diagram'] {
  padding: 1em;
  overflow-x: auto;
  text-align: center;
}

:is([data-drawn] pre, [part='code']:not([data-drawn]) > [part='diagram']) {
  display: none;
}

pre {
  padding: 0.3em 0.93em 0.8em;
  overflow-x: auto;
  font-size: 0.875em;
  line-height: 1.55;
  text-align: left;
  tab-size: 4;
  scrollbar-width: thin;
}

pre > code {
  font-size: 1em;
}

/* Groups of lines are as wide as their longest line, for they would clip it. */
[data-lines] {
  display: block;
  inline-size: max-content;
  min-inline-size: 100%;
}

/* Those out of sight are not painted, but in WebKit: see the blocks. */
@supports not (hanging-punctuation: first) {
  [data-lines] {
    content-visibility: auto;
    contain-intrinsic-size: auto 0 auto 50lh;
  }
}

[data-wrap] [data-lines] {
  inline-size: auto;
}

[data-wrap] pre {
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}

[part='table'] {
  overflow-x: auto;
  border: 1px solid var(--_md-border);
  border-radius: var(--_md-radius);
  scrollbar-width: thin;
}

table {
  min-inline-size: 100%;
  border-collapse: collapse;
  font-size: 0.9375em;
  font-variant-numeric: tabular-nums;
  line-height: 1.45;
}

:is(th, td) {
  min-inline-size: 4em;
  padding: 0.5em 0.85em;
  vertical-align: top;
}

th {
  background: var(--_md-sunken);
  font-weight: 600;
}

:is(th, td)[align='center'] {
  text-align: center;
}

:is(th, td)[align='right'] {
  text-align: right;
}

tbody tr {
  border-block-start: 1px solid var(--_md-border);
}
`;
