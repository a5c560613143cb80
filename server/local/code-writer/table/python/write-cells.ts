import { pythonString } from '../../python-literal.ts';
import type { Column, NumberStyle } from '../table.ts';
import type { Program } from './program.ts';

/** Makes `number(text)` for the way a column writes its numbers, and gives its name: columns that differ get one each. */
export class CellReaders {
  #program: Program;
  #numbers = new Map<string, string>();
  #days = new Map<string, string>();

  constructor(program: Program) {
    this.#program = program;
  }

  /** The name of the function that reads the column's numbers as Decimal, or None. */
  number(column: Column): string {
    this.#program.import('decimal', 'Decimal', 'InvalidOperation');
    const body = cleaning(column);
    // Digits alone are read right by every one of them.
    let name = this.#numbers.get(body) ?? (body === plainCleaning ? [...this.#numbers.values()][0] : undefined);
    if (name) return name;
    name = this.#numbers.size === 0 ? 'number' : `number_${this.#numbers.size + 1}`;
    this.#numbers.set(body, name);
    this.#program.define(
      name,
      `def ${name}(text):
    """The number in a cell; None where there is none."""
${body}    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None`,
    );
    return name;
  }

  /** Makes `numbers(rows, column)` and gives the call that collects a column's numbers. */
  numbers(column: Column, rows: string): string {
    const read = this.number(column);
    this.#program.define(
      'numbers',
      `def numbers(rows, column, number=number):
    """The numbers of a column; cells without one are left out."""
    found = (number(row[column]) for row in rows)
    return [value for value in found if value is not None]`,
    );
    return `numbers(${rows}, ${pythonString(column.name)}${read === 'number' ? '' : `, ${read}`})`;
  }

  /** The name of the function that reads the column's dates, or None. */
  day(column: Column): string {
    const format = column.date?.format ?? 'iso';
    let name = this.#days.get(format);
    if (name) return name;
    name = this.#days.size === 0 ? 'day' : `day_${this.#days.size + 1}`;
    this.#days.set(format, name);
    this.#program.import('datetime', format === 'iso' ? 'date' : 'datetime');
    const reading =
      format === 'iso'
        ? 'date.fromisoformat(text.strip()[:10])'
        : `datetime.strptime(text.strip(), ${pythonString(format)}).date()`;
    this.#program.define(
      name,
      `def ${name}(text):
    """The date in a cell; None where there is none."""
    try:
        return ${reading}
    except ValueError:
        return None`,
    );
    return name;
  }
}

const plainCleaning = '    text = text.strip()\n';

/** The lines that turn a cell into what Decimal reads. */
function cleaning({ number: style, cells }: Column): string {
  if (!style) return plainCleaning;
  const lines = ['text = text.strip()'];
  if (cells.some((cell) => cell.includes('−'))) lines.push('text = text.replace("−", "-")');
  if (style.parentheses)
    lines.push('if text.startswith("(") and text.endswith(")"):', '    text = "-" + text[1:-1]  # (5) is -5');
  for (const unit of style.units) lines.push(unitRemoval(unit));
  if (style.decimals > 0 || style.groups.length > 0) lines.push(...separatorRemoval(style));
  return lines.map((line) => `    ${line}\n`).join('');
}

function unitRemoval(unit: string): string {
  const written = pythonString(unit);
  if (!/\p{L}/u.test(unit)) return `text = text.replace(${written}, "").strip()`;
  return `text = text.removeprefix(${written}).removesuffix(${written}).strip()`;
}

function separatorRemoval({ decimal, groups }: NumberStyle): string[] {
  const others = groups
    .filter((sign) => sign !== ',' && sign !== '.')
    .map((sign) => `text = text.replace(${pythonString(sign)}, "")`);
  if (decimal === 'mixed') {
    return [
      ...others,
      'if text.rfind(",") > text.rfind("."):',
      '    text = text.replace(".", "").replace(",", ".")',
      'else:',
      '    text = text.replace(",", "")',
    ];
  }
  const points = groups.includes('.') && decimal === ',' ? ['text = text.replace(".", "")'] : [];
  const commas = groups.includes(',') && decimal === '.' ? ['text = text.replace(",", "")'] : [];
  return [...others, ...points, ...commas, ...(decimal === ',' ? ['text = text.replace(",", ".")'] : [])];
}
