import { css } from 'lit';

export const styles = css`
  :host {
    font-size: var(--_font-size);
    overflow-wrap: break-word;
  }

  .message {
    display: flow-root;
  }

  .message > * + * {
    margin-block-start: 1rem;
  }

  .text:empty,
  run-steps:empty:not(:defined),
  slot {
    margin: 0;
  }

  /* Blocks that are not drawn out of sight clip; a focus ring reaches over their edge. */
  .text > * {
    overflow-clip-margin: 0.375rem;
  }

  a.file:not([href]) {
    color: inherit;
    text-decoration: underline dotted;
    text-underline-offset: 0.2em;
  }

  a.file[role='button'] {
    cursor: pointer;
  }

  .files {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  .refusal {
    display: flex;
    gap: 0.5rem;
    align-items: center;
    margin-block-end: -0.5rem;
    color: var(--_muted);
    font-size: var(--_text-small);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem;
    margin-inline-start: -0.3125rem;
  }

  .message > .actions {
    margin-block-start: 0.5rem;
  }

  .lack {
    color: var(--_danger);
    font-size: var(--_text-small);
  }

  .note {
    color: var(--_danger);
    font-size: var(--_text-tiny);
  }
`;
