import { css } from 'lit';

export const styles = css`
  :host {
    display: contents;
  }

  dialog {
    position: fixed;
    inset: 0 0 0 auto;
    box-sizing: border-box;
    flex-direction: column;
    inline-size: min(42rem, 56vw);
    max-inline-size: none;
    block-size: 100dvh;
    max-block-size: none;
    margin: 0;
    padding: 0;
    overflow: clip;
    border: 0 solid CanvasText;
    background: var(--_surface);
    box-shadow: var(--_shadow);
    color: var(--_text);
    font-family: var(--_font);
    font-size: 0.875rem;
    transition:
      translate var(--_calm) var(--_ease),
      opacity var(--_calm) var(--_ease);
  }

  dialog:dir(rtl) {
    inset: 0 auto 0 0;
  }

  dialog:is([open], :popover-open) {
    display: flex;
  }

  /* Beside the page a hairline parts the two. */
  dialog:popover-open {
    border-inline-start: 1px solid var(--_border);
    box-shadow: none;
  }

  :host([instant]) dialog {
    transition: none;
  }

  @starting-style {
    dialog:is([open], :popover-open) {
      opacity: 0;
      translate: 2rem 0;
    }

    dialog:is([open], :popover-open):dir(rtl) {
      translate: -2rem 0;
    }
  }

  /* The answer beside the sheet stays legible: that is where its passages are cited. */
  dialog[open]::backdrop {
    background: rgb(10 20 28 / 0.18);
  }

  header {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.625rem 0.75rem 0.625rem 1rem;
    border-block-end: 1px solid var(--_border);
  }

  header:dir(rtl) {
    padding-inline: 1rem 0.75rem;
  }

  .kind {
    color: var(--_muted);
  }

  .words {
    flex: 1;
    min-inline-size: 0;
  }

  h2 {
    margin: 0;
    overflow: hidden;
    font-size: 0.9375rem;
    font-weight: 600;
    line-height: 1.35;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .detail {
    margin: 0;
    color: var(--_muted);
    font-size: 0.8125rem;
    line-height: 1.35;
  }

  .passages {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.25rem 0.75rem;
    align-items: start;
    padding: 0.625rem 0.75rem 0.625rem 1rem;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface-sunken);
  }

  blockquote {
    display: -webkit-box;
    max-block-size: calc(3 * 1.45em);
    margin: 0;
    padding-inline-start: 0.75rem;
    overflow: hidden;
    border-inline-start: 3px solid var(--_border-strong);
    line-height: 1.45;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .steps {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    color: var(--_muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .previous .icon {
    rotate: 180deg;
  }

  .found {
    grid-column: 1 / -1;
    margin: 0;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  file-preview {
    flex: 1;
    min-block-size: 0;
  }

  /* On a phone there is room for one thing at a time. */
  @media (width < 48rem) {
    dialog,
    dialog:dir(rtl) {
      inset: 0;
      inline-size: 100vw;
    }

    @starting-style {
      dialog[open],
      dialog[open]:dir(rtl) {
        translate: 0 2rem;
      }
    }
  }

  @media (forced-colors: active) {
    dialog {
      border-inline-start-width: 1px;
    }
  }
`;
