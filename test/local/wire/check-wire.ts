import { Ajv, type ValidateFunction } from 'ajv';
import { allowKnownDifferences } from './known-differences.ts';
import { type Definitions, wireSchemas, type WireType } from './schemas.ts';

const { definitions, assistantDefinitions, agentDefinitions } = wireSchemas();
allowKnownDifferences(definitions);
const ajv = new Ajv({ strict: false, allErrors: false, allowUnionTypes: true });
ajv.addSchema({ $id: 'wire', definitions });
ajv.addSchema({ $id: 'assistants', definitions: assistantDefinitions });
ajv.addSchema({ $id: 'agents', definitions: agentDefinitions });

/** Which type an event of a stream has; a whole union would only say that none of fifty fits. */
const eventTypes = membersOf(definitions, 'ResponseStreamEvent', 'type');
const threadEventTypes = membersOf(assistantDefinitions, 'AssistantStreamEvent', 'event');
const sessionEventTypes = membersOf(agentDefinitions, 'AgentSessionEvent', 'type');

function membersOf(definitions: Definitions, union: string, key: string): Map<string, string> {
  return new Map(
    (definitions[union]?.anyOf ?? []).flatMap(({ $ref = '' }) => {
      const name = decodeURIComponent($ref.split('/').at(-1) ?? '');
      const type = definitions[name]?.properties?.[key]?.const;
      return typeof type === 'string' ? [[type, name] as const] : [];
    }),
  );
}

/** Throws where a value is not what the client's types say. */
export function checkWire(type: WireType, value: unknown): void {
  const name = `Wire_${type}`;
  check(name, value, name in definitions ? 'wire' : name in agentDefinitions ? 'agents' : 'assistants');
}

/** Throws where an event is not what the client's types say. */
export function checkEvent(event: { type: string }): void {
  // The real API nests the error, and its types do not say so.
  if (event.type === 'error' && 'error' in event) return;
  const name = eventTypes.get(event.type);
  if (!name) throw new Error(`The client knows no event ${event.type}.`);
  check(name, event);
}

/** The same for an event of a thread's run. */
export function checkThreadEvent(event: { event: string }): void {
  const name = threadEventTypes.get(event.event);
  if (!name) throw new Error(`The client knows no event ${event.event}.`);
  check(name, event, 'assistants');
}

/** The same for an event of an agent's session. */
export function checkSessionEvent(event: { type: string }): void {
  const name = sessionEventTypes.get(event.type);
  if (!name) throw new Error(`The client knows no event ${event.type}.`);
  check(name, event, 'agents');
}

function check(name: string, value: unknown, schema: 'wire' | 'assistants' | 'agents' = 'wire'): void {
  const key = `${schema} ${name}`;
  const validate = validators.get(key) ?? ajv.compile({ $ref: `${schema}#/definitions/${encodeURIComponent(name)}` });
  validators.set(key, validate);
  if (validate(value)) return;
  const [error] = validate.errors ?? [];
  throw new Error(
    `${name}${error?.instancePath}: ${error?.message} ${JSON.stringify(error?.params)} in ${JSON.stringify(value)}`,
  );
}

const validators = new Map<string, ValidateFunction>();
