/** A formula as a tree. */
export type Expression =
  | { kind: 'number'; text: string }
  | { kind: 'variable'; name: string }
  | { kind: 'constant'; name: 'pi' | 'e' }
  | { kind: 'negative'; of: Expression }
  | { kind: 'percent'; of: Expression }
  | { kind: 'factorial'; of: Expression }
  | { kind: 'call'; name: FunctionName; argument: Expression }
  | { kind: 'binary'; operator: Operator; left: Expression; right: Expression };

export type Operator = '+' | '-' | '*' | '/' | '^' | 'mod';

export const functionNames = ['sqrt', 'cbrt', 'abs', 'ln', 'log', 'exp', 'sin', 'cos', 'tan'] as const;
export type FunctionName = (typeof functionNames)[number];

/** The names of the variables, in the order they first appear. */
export function variablesOf(expression: Expression): string[] {
  const found = new Set<string>();
  visit(expression, (part) => {
    if (part.kind === 'variable') found.add(part.name);
  });
  return [...found];
}

/** Calls back with the expression and every part of it. */
export function visit(expression: Expression, callback: (part: Expression) => void): void {
  callback(expression);
  for (const part of partsOf(expression)) visit(part, callback);
}

function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'negative':
    case 'percent':
    case 'factorial':
      return [expression.of];
    case 'call':
      return [expression.argument];
    case 'binary':
      return [expression.left, expression.right];
    default:
      return [];
  }
}
