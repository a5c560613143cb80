/** A Markdown file, or one section of it; an empty name is what stands before the first. */
export interface Source {
  readonly file: string;
  readonly section?: string;
  /** What its heading is on the site, where that says more beside what stands before it. */
  readonly heading?: string;
}

export interface SitePage {
  /** Its name without an extension: `tools` is `tools.html`, and `tools.md` its twin. */
  readonly slug: string;
  readonly title: string;
  /** What a reader finds there, for `llms.txt` and the page's description. */
  readonly summary: string;
  readonly sources: readonly Source[];
}

export interface SiteSection {
  readonly title: string;
  readonly pages: readonly SitePage[];
}

/** What is written by people, in the order in which it is read. What the README says already is not said again. */
export const guides: readonly SiteSection[] = [
  {
    title: 'Begin',
    pages: [
      page('index', 'assistant-kit', 'What it is, a chat to try, and how it fits together.', [
        readme(''),
        { file: 'docs/elements/assistant-chat.md', section: 'Example' },
        readme('Try it'),
        readme('The elements'),
        readme('How it fits together'),
        readme('Decisions'),
      ]),
      page(
        'first-chat',
        'First chat in five minutes',
        'A new project, an adapter, a chat that answers without a key.',
        [readme('In a new project'), readme('In a page'), readme('A backend without a key')],
      ),
      guide(
        'any-page',
        'Any page',
        'One file for a script element, held against its hash; popups, sidebars, policies.',
      ),
    ],
  },
  {
    title: 'The backend',
    pages: [
      page('adapter', 'The adapter', 'The Hono adapter: engines, functions of your own, limits, memory.', [
        readme('The adapter'),
        readme('Memory'),
      ]),
      guide(
        'own-backend',
        'Your own backend',
        'What a server of yours sends, a function that answers, a transport or an engine of your own.',
      ),
      guide('ai-sdk', 'A backend of the AI SDK', 'The elements over the AI SDK, and the AI SDK over the adapter.'),
      guide(
        'local-models',
        'Local models',
        'Ollama, llama.cpp, vLLM, LM Studio: what they lack and what is lent to them.',
      ),
    ],
  },
  {
    title: 'What a chat can do',
    pages: [
      page('files', 'Files', 'Files in and out: drop, limits, previews, stores.', [
        { file: 'docs/files.md' },
        readme('Files', 'Where they are kept'),
      ]),
      guide('citations', 'Citations', 'Words that rest on a passage: how they are lit, opened and styled.'),
      guide('tools', 'Tools', 'Functions on the server and in the page, and asking a person first.'),
      guide('theming', 'Theming', 'Custom properties, parts, slots, words, layouts.'),
    ],
  },
  {
    title: 'In earnest',
    pages: [
      guide('deploying', 'Deploying', 'The adapter on Node, Docker, Deno, Bun, Workers, Vercel, Netlify and Lambda.'),
      page('security', 'Security', 'What is promised, what shows it, and what a host must do.', [
        { file: 'SECURITY.md' },
      ]),
      guide('reliability', 'Reliability', 'What happens, fault by fault, and what shows it.'),
    ],
  },
  {
    title: 'Coming from',
    pages: [
      page(
        'from-assistants',
        'Coming from Assistants',
        "OpenAI's Assistants, word by word, and how threads come along.",
        [readme('Coming from Assistants')],
      ),
      guide('from-chatkit', 'Coming from ChatKit', "OpenAI's ChatKit: what its options and events are here."),
      guide('from-deep-chat', 'Coming from deep-chat', "deep-chat's properties and events, and what they are here."),
    ],
  },
];

/** What one does who changes the package, or looks something up in it. */
export const appendix: SiteSection = {
  title: 'The package',
  pages: [
    page('exports', 'Every export', 'The public surface: every name of every entry, with its type.', [
      { file: 'api.md' },
    ]),
    page('release-notes', 'Release notes', 'What has changed, and the hashes of the ready-made file.', [
      { file: 'CHANGELOG.md' },
    ]),
    page('contributing', 'Contributing', 'Commands, the tree, conventions, how to add an engine or a part type.', [
      { file: 'CONTRIBUTING.md' },
    ]),
  ],
};

function page(slug: string, title: string, summary: string, sources: readonly Source[]): SitePage {
  return { slug, title, summary, sources };
}

function guide(slug: string, title: string, summary: string): SitePage {
  return page(slug, title, summary, [{ file: `docs/${slug}.md` }]);
}

function readme(section: string, heading = section): Source {
  return { file: 'README.md', section, heading };
}
