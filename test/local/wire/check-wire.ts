import { Ajv, type ValidateFunction } from 'ajv';
import { allowKnownDifferences } from './known-differences.ts';
import { wireSchemas, type WireType } from './schemas.ts';

const { definitions } = wireSchemas();
allowKnownDifferences(definitions);
const ajv = new Ajv({ strict: false, allErrors: false, allowUnionTypes: true });
ajv.addSchema({ $id: 'wire', definitions });

/** Which type an event of a stream has; a whole union would only say that none of fifty fits. */
const eventTypes = new Map(
  (definitions['ResponseStreamEvent']?.anyOf ?? []).flatMap(({ $ref = '' }) => {
    const name = decodeURIComponent($ref.split('/').at(-1) ?? '');
    const type = definitions[name]?.properties?.['type']?.const;
    return typeof type === 'string' ? [[type, name] as const] : [];
  }),
);

/** Throws where a value is not what the client's types say. */
export function checkWire(type: WireType, value: unknown): void {
  check(`Wire_${type}`, value);
}

/** Throws where an event is not what the client's types say. */
export function checkEvent(event: { type: string }): void {
  // The real API nests the error, and its types do not say so.
  if (event.type === 'error' && 'error' in event) return;
  const name = eventTypes.get(event.type);
  if (!name) throw new Error(`The client knows no event ${event.type}.`);
  check(name, event);
}

function check(name: string, value: unknown): void {
  const validate = validators.get(name) ?? ajv.compile({ $ref: `wire#/definitions/${encodeURIComponent(name)}` });
  validators.set(name, validate);
  if (validate(value)) return;
  const [error] = validate.errors ?? [];
  throw new Error(
    `${name}${error?.instancePath}: ${error?.message} ${JSON.stringify(error?.params)} in ${JSON.stringify(value)}`,
  );
}

const validators = new Map<string, ValidateFunction>();
