import { html, type TemplateResult } from 'lit';

/**
 * A drawing on a grid of 20, in the colour of the text around it, silent for screen readers: the control beside it has a name.
 * One path each, so that all share a template, and bundlers leave out those nobody uses.
 * @__NO_SIDE_EFFECTS__
 */
function icon(path: string, fill = 'none'): TemplateResult {
  return html`<svg
    class="icon"
    viewBox="0 0 20 20"
    width="20"
    height="20"
    fill=${fill}
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d=${path} />
  </svg>`;
}

export const send = icon('M10 16V4.5M5 9l5-5 5 5');
export const stop = icon(
  'M7.25 6h5.5a1.25 1.25 0 0 1 1.25 1.25v5.5a1.25 1.25 0 0 1-1.25 1.25h-5.5a1.25 1.25 0 0 1-1.25-1.25v-5.5a1.25 1.25 0 0 1 1.25-1.25z',
  'currentColor',
);
export const attach = icon('M10 4.5v11M4.5 10h11');
export const folder = icon(
  'M3 6.25a1.75 1.75 0 0 1 1.75-1.75h3l1.75 2h5.75A1.75 1.75 0 0 1 17 8.25v5.5a1.75 1.75 0 0 1-1.75 1.75H4.75A1.75 1.75 0 0 1 3 13.75z',
);
export const camera = icon(
  'M7.2 5.2 8 4h4l.8 1.2h2.45A1.75 1.75 0 0 1 17 6.95v6.8a1.75 1.75 0 0 1-1.75 1.75H4.75A1.75 1.75 0 0 1 3 13.75v-6.8A1.75 1.75 0 0 1 4.75 5.2zM7.4 10.2a2.6 2.6 0 1 0 5.2 0 2.6 2.6 0 1 0-5.2 0',
);
export const close = icon('m5.5 5.5 9 9m0-9-9 9');
export const retry = icon('M4.2 8.2a6.2 6.2 0 1 1-.3 3.6M4.2 4v4.2h4.2');
export const download = icon('M10 3.5v9m-3.8-3.6L10 12.7l3.8-3.8M4 16.5h12');
export const open = icon(
  'M8.5 4.5H6a2 2 0 0 0-2 2V14a2 2 0 0 0 2 2h7.5a2 2 0 0 0 2-2v-2.5M11.5 4H16v4.5M16 4l-6.5 6.5',
);
export const copy = icon(
  'M9.25 7.25h5a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-5a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2zM12.75 7.25v-1.5a2 2 0 0 0-2-2h-5a2 2 0 0 0-2 2v5a2 2 0 0 0 2 2h1.5',
);
export const check = icon('m4.5 10.5 3.7 3.7 7.3-8.4');
export const edit = icon(
  'm4 16 .7-3.3L13 4.4a1.7 1.7 0 0 1 2.4 0l.2.2a1.7 1.7 0 0 1 0 2.4L7.3 15.3 4 16Zm7.6-10.2 2.6 2.6',
);
export const remove = icon(
  'M3.8 5.8h12.4M8 5.6V4.4c0-.6.5-1 1-1h2c.6 0 1 .4 1 1v1.2m2.8.2-.6 9a1.8 1.8 0 0 1-1.8 1.7H7.6a1.8 1.8 0 0 1-1.8-1.7l-.6-9M8.4 9.2v4m3.2-4v4',
);
export const good = icon(
  'M6.5 9 9 3.4c1.3 0 2.2.9 2.2 2.1v2.3h3.6c1 0 1.8.9 1.6 1.9l-.9 5c-.1.8-.8 1.4-1.6 1.4H6.5M6.5 9v7.1M6.5 9H4.7c-.7 0-1.2.5-1.2 1.2v4.7c0 .7.5 1.2 1.2 1.2h1.8',
);
export const bad = icon(
  'M13.5 11 11 16.6c-1.3 0-2.2-.9-2.2-2.1v-2.3H5.2c-1 0-1.8-.9-1.6-1.9l.9-5c.1-.8.8-1.4 1.6-1.4h7.4m0 7.1V3.9m0 7.1h1.8c.7 0 1.2-.5 1.2-1.2V5.1c0-.7-.5-1.2-1.2-1.2h-1.8',
);
export const chevron = icon('m6 8.2 4 4 4-4');
export const latest = icon('M10 4v11.5M5 10.5l5 5 5-5');
export const threads = icon('M3.8 5.5h12.4M3.8 10h12.4M3.8 14.5h7.4');
export const compose = icon(
  'M9.5 4H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h8a2 2 0 0 0 2-2v-3.5M8.5 11.5l.5-2.2 5.7-5.7a1.2 1.2 0 0 1 1.7 1.7L10.7 11l-2.2.5Z',
);
export const chat = icon(
  'M4 6.5a2.5 2.5 0 0 1 2.5-2.5h7A2.5 2.5 0 0 1 16 6.5v5a2.5 2.5 0 0 1-2.5 2.5H9.2l-3.4 2.6c-.3.3-.8.1-.8-.4V14A2.5 2.5 0 0 1 4 11.5v-5Z',
);
export const warning = icon(
  'M8.7 4.2 2.9 14.1a1.5 1.5 0 0 0 1.3 2.3h11.6a1.5 1.5 0 0 0 1.3-2.3L11.3 4.2a1.5 1.5 0 0 0-2.6 0ZM10 8.2v3.3m0 2.4v.1',
);
export const thought = icon('M7.5 14.5c0-1.6-2.7-2.7-2.7-6a5.2 5.2 0 0 1 10.4 0c0 3.3-2.7 4.4-2.7 6h-5Zm.5 2.5h4');
export const terminal = icon(
  'M5.25 3.75h9.5a2.5 2.5 0 0 1 2.5 2.5v7.5a2.5 2.5 0 0 1-2.5 2.5h-9.5a2.5 2.5 0 0 1-2.5-2.5v-7.5a2.5 2.5 0 0 1 2.5-2.5zM6 8l2.2 2L6 12m4.5.2H14',
);
export const searchFiles = icon(
  'M16 8V6.7a2 2 0 0 0-.6-1.4l-2.2-2.2A2 2 0 0 0 11.8 2.5H6a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h2.5M9.9 12.7a2.8 2.8 0 1 0 5.6 0 2.8 2.8 0 1 0-5.6 0M14.8 14.8l2.2 2.2',
);
export const globe = icon(
  'M3 10a7 7 0 1 0 14 0 7 7 0 1 0-14 0M3 10h14M10 3c2 2.2 2.9 4.5 2.9 7s-.9 4.8-2.9 7c-2-2.2-2.9-4.5-2.9-7S8 5.2 10 3Z',
);
export const image = icon(
  'M5.5 4h9a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5h-9a2.5 2.5 0 0 1-2.5-2.5v-7a2.5 2.5 0 0 1 2.5-2.5zM6.1 8.2a1.2 1.2 0 1 0 2.4 0 1.2 1.2 0 1 0-2.4 0M3.5 14l3.6-3.2a1 1 0 0 1 1.3 0l1.8 1.5 2.5-2.6a1 1 0 0 1 1.4 0l2.7 2.5',
);
export const tool = icon(
  'M7.5 3.5H7a2 2 0 0 0-2 2v2.3c0 1-.7 1.8-1.7 2.2 1 .4 1.7 1.2 1.7 2.2v2.3a2 2 0 0 0 2 2h.5m5-13h.5a2 2 0 0 1 2 2v2.3c0 1 .7 1.8 1.7 2.2-1 .4-1.7 1.2-1.7 2.2v2.3a2 2 0 0 1-2 2h-.5',
);
export const document = icon(
  'M11.5 2.75H6.5a2 2 0 0 0-2 2v10.5a2 2 0 0 0 2 2h7a2 2 0 0 0 2-2v-8.5l-4-4Zm0 0v4h4M7.5 10.5h5m-5 3h3.5',
);
export const table = icon(
  'M5 4h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-10a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM3 8h14M3 12h14M8 8v8',
);
export const code = icon('m7 6.5-3.5 3.5L7 13.5m6-7 3.5 3.5-3.5 3.5');
export const archive = icon(
  'M4 4h12a1 1 0 0 1 1 1v1.5a1 1 0 0 1-1 1h-12a1 1 0 0 1-1-1v-1.5a1 1 0 0 1 1-1zM4.5 7.5V14a2 2 0 0 0 2 2h7a2 2 0 0 0 2-2V7.5M8.25 10.75h3.5',
);
export const sound = icon('M4 8.5v3m3-5.5v8m3-10.5v13m3-10v7m3-5v3');
