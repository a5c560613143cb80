import type { Actions } from './actions.ts';
import { escapeName } from './escape-name.ts';
import type { Means } from './rule.ts';
import type { Turn } from './turn.ts';

/** A greeting, thanks, or the question what there is to ask; the answer to all of them is what this engine can do. */
export function asksForHelp({ question, attached }: Turn): boolean {
  if (question === '') return attached.size === 0;
  return (
    /^(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening)|thanks|thank you|help|test|ping)\b[\s\p{L}]{0,16}[!.?]*$/iu.test(
      question,
    ) ||
    /^(?:so,? )?(?:what|how) (?:can|could|do) (?:you|i) (?:do|help|ask|use)\b.{0,24}$|^who are you\b/i.test(question)
  );
}

/** What can be asked with the tools and files at hand; honest about being rules. */
export async function helpText(turn: Turn, actions: Actions, means: Means): Promise<string> {
  const lines = [...codeLines(turn, means), ...(await fileLines(turn, actions)), ...functionLines(turn)];
  const can =
    lines.length > 0 ? `What you can ask here:\n\n${lines.join('\n')}` : 'This chat offers me no tool to answer with.';
  return [opening(turn), can, ...closing(turn)].join('\n\n');
}

function opening(turn: Turn): string {
  const plain = 'I follow rules and am no language model, so I answer only what can be computed or found.';
  if (/^\s*thank/i.test(turn.question)) return `You are welcome. ${plain}`;
  return asksForHelp(turn) ? `Hello! ${plain}` : `I have no rule that answers this. ${plain}`;
}

function codeLines({ canRun }: Turn, { hasPython }: Means): string[] {
  if (!canRun) return [];
  const missing = hasPython() ? '' : ' (needs the package `pyodide`, which is not installed here)';
  return [
    `- **Calculate**${missing}: “solve 3x + 11 = 14”, “what is 17% of 2,340”, or Python in a code block`,
    '- **Work with a table**: attach a CSV file and ask for a mean, a total or a chart by a column',
  ];
}

async function fileLines({ canSearch }: Turn, actions: Actions): Promise<string[]> {
  const files = [...(await actions.searchable()), ...(await actions.documents())];
  const names = [...new Set(files.map(({ file }) => `*${escapeName(file.filename)}*`))];
  if (names.length > 0) {
    const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
    return [`- **Find a passage** in ${names.slice(0, 4).join(', ')}${more}: ask for a fact in its own words`];
  }
  return canSearch ? ['- **Find a passage**: attach a text, PDF, Word or HTML file and ask about it'] : [];
}

function functionLines({ functions }: Turn): string[] {
  return functions.map(
    ({ name, description }) => `- **Call \`${name}\`**${description ? `: ${description.split('\n')[0]}` : ''}`,
  );
}

function closing({ unusable, pictures }: Turn): string[] {
  const kinds = [...new Set(unusable)].map((kind) => `\`${kind}\``).join(', ');
  return [
    ...(kinds ? [`Offered, but beyond me: ${kinds}.`] : []),
    ...(pictures > 0 ? ['I cannot look at pictures.'] : []),
  ];
}
