import { css } from 'lit';

export const styles = css`
  :host {
    inline-size: 100%;
  }

  form {
    display: grid;
    gap: 0.5rem;
    padding: 0.75rem;
    border-radius: var(--_radius-large);
    background: var(--_surface-sunken);
  }

  textarea {
    inline-size: 100%;
    max-block-size: 40dvh;
    padding: 0.25rem 0.5rem;
    border: 0;
    background: none;
    line-height: 1.5;
    resize: none;
    field-sizing: content;
  }

  textarea:focus-visible {
    outline: none;
  }

  form:focus-within {
    outline: 2px solid var(--_accent);
  }

  div {
    display: flex;
    justify-content: end;
    gap: 0.5rem;
  }
`;
