/** Headings, lists, quotes and what stands within lines. Nested in the rule of the container. */
export const textStyles = `
:is(h1, h2, h3, h4, h5, h6) {
  font-weight: 650;
  line-height: 1.3;
  letter-spacing: -0.01em;
  text-wrap: balance;
}

* + :is(h1, h2, h3, h4, h5, h6) {
  margin-block-start: 1.5em;
}

:is(h1, h2, h3, h4, h5, h6) + * {
  margin-block-start: 0.5em;
}

h1 {
  font-size: 1.4em;
}

h2 {
  font-size: 1.22em;
}

h3 {
  font-size: 1.08em;
}

:is(h4, h5, h6) {
  font-size: 1em;
  letter-spacing: 0;
}

:is(h5, h6) {
  color: var(--_md-muted);
}

strong {
  font-weight: 650;
}

del {
  color: var(--_md-muted);
}

a:any-link {
  color: var(--_md-accent);
  text-decoration: underline from-font;
  text-underline-offset: 0.18em;
  text-decoration-color: color-mix(in oklab, currentColor 45%, transparent);
}

a:any-link:hover {
  text-decoration-color: currentColor;
}

:is(ul, ol) {
  padding-inline-start: 1.6em;
}

ol {
  padding-inline-start: 1.9em;
}

li::marker {
  color: var(--_md-muted);
  font-variant-numeric: tabular-nums;
}

li + li,
li > :is(ul, ol) {
  margin-block-start: 0.3em;
}

[data-loose] > li + li,
[data-loose] > li > :is(ul, ol) {
  margin-block-start: 0.8em;
}

li > p + :is(ul, ol) {
  margin-block-start: 0.3em;
}

li[data-task] {
  list-style: none;
}

li[data-task] > p > input {
  inline-size: 0.95em;
  block-size: 0.95em;
  margin-block: 0;
  margin-inline: -1.45em 0.5em;
  vertical-align: -0.1em;
  accent-color: var(--_md-accent);
}

blockquote {
  padding-inline-start: 1em;
  border-inline-start: 3px solid var(--_md-border);
  color: var(--_md-muted);
}

hr {
  border: 0;
  border-block-start: 1px solid var(--_md-border);
}

* + hr,
hr + * {
  margin-block-start: 1.5em;
}

code {
  font-family: var(--_md-code-font);
  font-size: 0.875em;
}

:not(pre) > code {
  padding: 0.12em 0.32em;
  border-radius: 0.3em;
  background: var(--_md-sunken);
  overflow-wrap: anywhere;
  -webkit-box-decoration-break: clone;
  box-decoration-break: clone;
}

@media (forced-colors: active) {
  :not(pre) > code {
    outline: 1px solid;
    outline-offset: -1px;
  }
}
`;
