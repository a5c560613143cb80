import { violation, type JsonSchema } from './json-schema.ts';

/**
 * What zod, valibot, arktype and others make: it checks a value, and says as JSON Schema which values it takes.
 * @see https://standardschema.dev
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    /** The extension for JSON Schema; libraries without it have a package of their own that adds it. */
    readonly jsonSchema?: { readonly input: (options: { target: 'draft-2020-12' }) => Record<string, unknown> };
  };
}

export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a function takes, as its host has given it. */
export type GivenParameters = JsonSchema | StandardSchema;

/** The same as the model is told it, and as arguments are checked by it. */
export interface Parameters {
  schema: JsonSchema;
  /** The arguments as the function gets them; rejects with a `TypeError` that says to the model what is wrong. */
  check(input: unknown): Promise<unknown>;
}

/** @throws {TypeError} for a schema that cannot say what it takes */
export function readParameters(name: string, given: GivenParameters): Parameters {
  if (!isStandard(given)) {
    return {
      schema: given,
      check: async (input) => {
        const wrong = violation(input, given);
        if (wrong !== undefined) throw new TypeError(`The arguments do not fit: ${wrong}.`);
        return input;
      },
    };
  }
  const { jsonSchema, validate, vendor } = given['~standard'];
  if (!jsonSchema) {
    const how = vendor === 'valibot' ? '`toStandardJsonSchema` of @valibot/to-json-schema adds it' : 'give JSON Schema';
    throw new TypeError(`The schema of tools.${name} cannot tell the model what it takes: ${how}.`);
  }
  const { $schema: _, ...schema } = jsonSchema.input({ target: 'draft-2020-12' });
  return {
    schema,
    check: async (input) => {
      const result = await validate(input);
      if (result.issues) throw new TypeError(`The arguments do not fit: ${result.issues.map(inWords).join('; ')}.`);
      return result.value;
    },
  };
}

/** Schemas of some libraries are functions. */
function isStandard(given: GivenParameters): given is StandardSchema {
  return '~standard' in given;
}

function inWords({ message, path = [] }: StandardIssue): string {
  const steps = path.map((step) => String(typeof step === 'object' ? step.key : step));
  return steps.length > 0 ? `${steps.join('.')}: ${message}` : message;
}
