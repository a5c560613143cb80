import type { FunctionTool } from 'openai/resources/responses/responses';
import { isRecord } from '../fields.ts';
import { findValue, type Parameter } from './find-value.ts';

export interface Filled {
  values: Record<string, unknown>;
  /** Required parameters whose value the text does not hold. */
  missing: { name: string; description?: string }[];
}

/**
 * The arguments of a function as far as a text holds them.
 * @param answer what was said to the question for a missing argument: taken whole where nothing in it stands out
 */
export function fillArguments(text: string, tool: FunctionTool, answer?: string): Filled {
  const schema = tool.parameters ?? {};
  const properties = isRecord(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const filled: Filled = { values: {}, missing: [] };
  // What one argument has used is not there for the next.
  let rest = text;
  for (const [name, property] of Object.entries(properties)) {
    const parameter = readParameter(name, property, required.includes(name));
    const found =
      findValue(rest, parameter) ?? (answer && parameter.required ? findWhole(answer, parameter) : undefined);
    if (found) {
      filled.values[name] = found.value;
      rest = rest.replace(found.used, ' ');
    } else if (parameter.nullable && parameter.required) {
      filled.values[name] = null;
    } else if (parameter.required) {
      filled.missing.push({ name, ...(parameter.description && { description: parameter.description }) });
    }
  }
  return filled;
}

function readParameter(name: string, property: unknown, required: boolean): Parameter {
  const schema = isRecord(property) ? property : {};
  const types = [schema['type']].flat().filter((type) => typeof type === 'string');
  const options = Array.isArray(schema['enum']) ? schema['enum'].filter((option) => option !== null) : undefined;
  const { description, format } = schema;
  return {
    name,
    type: types.find((type) => type !== 'null') ?? 'string',
    required,
    nullable: types.includes('null'),
    ...(options && { options }),
    ...(typeof description === 'string' && { description }),
    ...(typeof format === 'string' && { format }),
  };
}

function findWhole(answer: string, { type, options }: Parameter): { value: string; used: string } | undefined {
  if (type !== 'string' || options) return undefined;
  const value = answer.trim().replace(/[.!?]+$/, '');
  return value === '' ? undefined : { value, used: answer };
}
