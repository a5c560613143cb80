// Our check of arguments against the validator that everybody trusts.
import { Ajv2020 } from 'ajv/dist/2020.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { violation, type JsonSchema } from '../../../../server/engines/tools/json-schema.ts';

const ajv = new Ajv2020({ strict: false, ownProperties: true });

const keys = fc.constantFrom('a', 'b', 'c', 'toString');
const plain = fc.oneof(
  fc.constantFrom('x', 'ab', '😀😀', ''),
  fc.integer({ min: -3, max: 3 }),
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.constantFrom(true, false, null),
);

const { schema } = fc.letrec<{ schema: JsonSchema; object: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.record(
      {
        type: fc.oneof(
          fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'array', 'object'),
          fc.uniqueArray(fc.constantFrom('string', 'integer', 'null'), { minLength: 1, maxLength: 3 }),
        ),
        minLength: fc.nat(3),
        maxLength: fc.nat(3),
        pattern: fc.constantFrom('^a', 'b$', '^.$'),
        minimum: fc.integer({ min: -3, max: 3 }),
        maximum: fc.integer({ min: -3, max: 3 }),
        exclusiveMinimum: fc.integer({ min: -3, max: 3 }),
        exclusiveMaximum: fc.integer({ min: -3, max: 3 }),
      },
      { requiredKeys: [] },
    ),
    fc.record({ const: plain }),
    fc.record({ enum: fc.uniqueArray(plain, { minLength: 1, maxLength: 3 }) }),
    tie('object'),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie('schema') }),
    fc.record(
      {
        type: fc.constant('array'),
        items: tie('schema'),
        prefixItems: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        minItems: fc.nat(2),
        maxItems: fc.nat(2),
      },
      { requiredKeys: ['type'] },
    ),
  ),
  object: fc.record(
    {
      type: fc.constant('object'),
      properties: fc.dictionary(keys, tie('schema'), { maxKeys: 3 }),
      required: fc.uniqueArray(keys, { maxLength: 2 }),
      additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
    },
    { requiredKeys: [] },
  ),
}));

const value = fc.oneof(
  plain,
  fc.dictionary(keys, fc.oneof(plain, fc.array(plain, { maxLength: 2 })), { maxKeys: 3 }),
  fc.array(fc.oneof(plain, fc.dictionary(keys, plain, { maxKeys: 2 })), { maxLength: 3 }),
);

test('a value fits a schema exactly where Ajv says so', () => {
  fc.assert(
    fc.property(schema, value, (given, each) => {
      assert.equal(violation(each, given) === undefined, ajv.validate(given, each), JSON.stringify([given, each]));
    }),
    { numRuns: 3000 },
  );
});

test('what is wrong is said with its place, in words for a model', () => {
  const given: JsonSchema = {
    type: 'object',
    properties: {
      city: { type: 'string', minLength: 1 },
      days: { type: 'array', items: { $ref: '#/$defs/day' }, maxItems: 2 },
    },
    required: ['city'],
    additionalProperties: false,
    $defs: { day: { enum: ['mon', 'tue'] } },
  };
  const cases: [unknown, string | undefined][] = [
    [{ city: 'Oslo', days: ['mon'] }, undefined],
    [{}, '"city" is missing'],
    ['Oslo', 'the whole must be object'],
    [{ city: 3 }, '"city" must be string'],
    [{ city: '' }, '"city" must have at least 1 characters'],
    [{ city: 'Oslo', days: ['sun'] }, '"days.0" must be one of "mon", "tue"'],
    [{ city: 'Oslo', days: ['mon', 'tue', 'mon'] }, '"days" must have at most 2 items'],
    [{ city: 'Oslo', unit: 'K' }, 'unit is not allowed'],
  ];
  for (const [each, wrong] of cases) assert.equal(violation(each, given), wrong, JSON.stringify(each));
});
