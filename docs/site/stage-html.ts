import type { BuiltPage } from './built-page.ts';
import { escapeHtml } from './color-lines.ts';

/** Shown where a page was opened as a file. */
const unserved =
  '<p class="unserved">Examples and search run where the pages are served: <code>npm run docs -- --serve</code></p>';

/** Where an example runs, and below it whose words it shows and what its element tells. */
export function stageHtml({ example, events }: BuiltPage): string {
  const beneath = [
    unserved,
    example.script.includes('written-answers')
      ? '<p>What it answers was written beforehand. No model is asked.</p>'
      : '',
    events.length > 0
      ? `<p>Events so far:</p><ol class="told" data-events="${escapeHtml(events.join(' '))}"></ol>`
      : '',
  ];
  return `<div class="live" role="group" aria-label="Live example">
<div class="stage">${example.markup}</div>
<div class="beneath">${beneath.join('')}</div>
</div>
`;
}
