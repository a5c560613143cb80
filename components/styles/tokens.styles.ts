import { css } from 'lit';

/**
 * The look, in one place: every public custom property with its default, read once into the private name the elements use.
 *
 * A page sets the public ones anywhere above the element; most pages need the accent only. Colours follow `color-scheme`.
 *
 * @cssprop --assistant-accent - Links, focus, the send button and what is running.
 * @cssprop --assistant-on-accent - Text on the accent; black or white by itself, whichever can be read.
 * @cssprop --assistant-surface - The ground of the chat.
 * @cssprop --assistant-surface-raised - Menus, popovers and the composer.
 * @cssprop --assistant-surface-sunken - A person's messages, code, chips.
 * @cssprop --assistant-text - Text.
 * @cssprop --assistant-muted - Text of the second rank; it is text too, so it keeps 4.5:1 on every surface.
 * @cssprop --assistant-border - Hairlines.
 * @cssprop --assistant-danger - Errors.
 * @cssprop --assistant-success - What has gone well.
 * @cssprop --assistant-highlight - The ground of words that rest on a source.
 * @cssprop --assistant-radius - Roundness of cards; smaller and larger things follow it.
 * @cssprop --assistant-font - Font of everything but code; `inherit` takes the page's.
 * @cssprop --assistant-font-size - Size of the chat's text; below 16 px an iPhone zooms into the composer.
 * @cssprop --assistant-code-font - Font of code.
 * @cssprop --assistant-inline-size - Widest column of messages and composer.
 */
export const tokens = css`
  :host {
    --_accent: var(--assistant-accent, light-dark(oklch(0.47 0.09 225), oklch(0.79 0.1 215)));
    --_on-accent: var(--assistant-on-accent, light-dark(white, oklch(0.2 0.03 230)));
    --_surface: var(--assistant-surface, light-dark(white, oklch(0.2 0.008 235)));
    --_surface-raised: var(--assistant-surface-raised, light-dark(white, oklch(0.245 0.009 235)));
    --_surface-sunken: var(--assistant-surface-sunken, light-dark(oklch(0.968 0.004 225), oklch(0.26 0.01 235)));
    --_text: var(--assistant-text, light-dark(oklch(0.26 0.014 240), oklch(0.93 0.005 225)));
    --_muted: var(--assistant-muted, light-dark(oklch(0.49 0.015 235), oklch(0.735 0.012 230)));
    --_border: var(--assistant-border, light-dark(oklch(0.9 0.006 225), oklch(0.345 0.011 235)));
    --_danger: var(--assistant-danger, light-dark(oklch(0.51 0.17 27), oklch(0.77 0.12 24)));
    --_success: var(--assistant-success, light-dark(oklch(0.5 0.11 155), oklch(0.79 0.12 157)));
    --_highlight: var(--assistant-highlight, light-dark(oklch(0.945 0.065 95), oklch(0.4 0.055 90)));

    --_border-strong: color-mix(in oklab, var(--_border) 55%, var(--_muted));
    --_hover: color-mix(in oklab, var(--_text) 6%, transparent);
    --_pressed: color-mix(in oklab, var(--_text) 11%, transparent);
    --_accent-wash: color-mix(in oklab, var(--_accent) 9%, transparent);
    --_danger-wash: color-mix(in oklab, var(--_danger) 8%, transparent);
    --_shadow-soft: 0 1px 2px light-dark(rgb(15 30 40 / 0.05), rgb(0 0 0 / 0.25));
    --_shadow:
      0 0 0 1px light-dark(rgb(15 30 40 / 0.07), rgb(255 255 255 / 0.09)),
      0 2px 6px light-dark(rgb(15 30 40 / 0.05), rgb(0 0 0 / 0.3)),
      0 12px 32px -8px light-dark(rgb(15 30 40 / 0.18), rgb(0 0 0 / 0.55));

    --_radius: var(--assistant-radius, 0.75rem);
    --_radius-small: calc(var(--_radius) * 0.5);
    --_radius-medium: calc(var(--_radius) * 0.75);
    --_radius-large: calc(var(--_radius) * 1.75);

    --_font: var(
      --assistant-font,
      ui-sans-serif,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      'Noto Sans',
      Arial,
      sans-serif
    );
    --_code-font: var(
      --assistant-code-font,
      ui-monospace,
      SFMono-Regular,
      'SF Mono',
      Menlo,
      Consolas,
      'Liberation Mono',
      monospace
    );
    --_font-size: var(--assistant-font-size, 1rem);
    --_text-small: 0.875em;
    --_text-tiny: 0.8125em;
    --_inline-size: var(--assistant-inline-size, 46rem);

    --_quick: 120ms;
    --_calm: 240ms;
    --_ease: cubic-bezier(0.2, 0, 0, 1);
  }

  /* A page that sets only its accent, however light or dark, still gets a legible label on it. */
  @supports (color: oklch(from light-dark(red, red) l c h)) {
    :host {
      --_on-accent: var(--assistant-on-accent, oklch(from var(--_accent) clamp(0, (0.68 - l) * 1000, 1) 0 h));
    }
  }

  @media (prefers-contrast: more) {
    :host {
      --_border: var(--assistant-border, currentColor);
      --_muted: var(--assistant-muted, var(--_text));
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_quick: 0ms;
      --_calm: 0ms;
    }
  }

  @media (forced-colors: active) {
    :host {
      --_accent: LinkText;
      --_on-accent: Canvas;
      --_surface: Canvas;
      --_surface-raised: Canvas;
      --_surface-sunken: Canvas;
      --_text: CanvasText;
      --_muted: CanvasText;
      --_border: CanvasText;
      --_border-strong: CanvasText;
      --_danger: CanvasText;
      --_success: CanvasText;
      --_highlight: Mark;
      --_hover: Canvas;
      --_pressed: Canvas;
      --_accent-wash: Canvas;
      --_danger-wash: Canvas;
      --_shadow-soft: none;
      --_shadow: 0 0 0 1px CanvasText;
    }
  }
`;
