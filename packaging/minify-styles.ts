import { transform } from 'esbuild';
import { parseAst } from 'vite';

/**
 * A module of styles with the style sheets in its template literals minified, which no minifier of JavaScript looks into. Rules
 * that a literal takes in by `${…}` stay where they are. Nothing is rewritten for older browsers.
 * @throws {Error} where a style sheet is broken.
 */
export async function minifyStyles(module: string): Promise<string> {
  const pieces: string[] = [];
  let from = 0;
  for (const literal of templateLiterals(parseAst(module))) {
    pieces.push(module.slice(from, literal.start), await minifyLiteral(module, literal));
    from = literal.end;
  }
  return [...pieces, module.slice(from)].join('');
}

interface TemplateLiteral {
  type: 'TemplateLiteral';
  start: number;
  end: number;
  quasis: { value: { cooked: string } }[];
  expressions: { start: number; end: number }[];
}

function templateLiterals(node: unknown): TemplateLiteral[] {
  if (typeof node !== 'object' || node === null) return [];
  return isTemplateLiteral(node) ? [node] : Object.values(node).flatMap(templateLiterals);
}

function isTemplateLiteral(node: object): node is TemplateLiteral {
  return 'type' in node && node.type === 'TemplateLiteral';
}

async function minifyLiteral(module: string, { quasis, expressions }: TemplateLiteral): Promise<string> {
  // A declaration that no minifier knows enough of to touch stands for what is taken in.
  const sheet = quasis
    .map(({ value }, n) => (n === 0 ? value.cooked : `--taken-in-${n - 1}: 0;${value.cooked}`))
    .join('');
  const { code, warnings } = await transform(sheet, { loader: 'css', minify: true, logLevel: 'silent' });
  // Broken rules are nothing but a warning to it, and nothing at all to a browser.
  for (const { text, location } of warnings) throw new Error(`${text}: ${location?.lineText ?? sheet}`);
  const literal = code.trim().replace(/[\\`]|\$(?=\{)/g, String.raw`\$&`);
  const whole = literal.replace(/--taken-in-(\d+): 0;?/g, (_, n: string) => {
    const { start, end } = expressions[Number(n)] ?? { start: 0, end: 0 };
    return `\${${module.slice(start, end)}}`;
  });
  return `\`${whole}\``;
}
