import fc from 'fast-check';
import { z } from 'zod';
import { nasty } from '../../property/hostile-message.js';

/** As much of JSON Schema as the contracts' schemas become. */
interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly format?: string;
}

const DEEPEST = 6;
const words = fc.oneof(
  fc.constantFrom('contoso', 'fabrikam', 'microsoft', 'a title', 'microsoft/operations', 'customer/devices', 'alex'),
  fc.constantFrom(
    '2024-05-01T00:00:00Z',
    'en',
    '2021-08-08',
    'Europe/Utrecht',
    'mon-fri 09:00-17:00',
    'https://x.example/y',
  ),
  fc.uuid(),
);

/** Values that nearly fit a schema of the contracts: good enough to come past the first check, bad in some place or none. */
export function nearly(schema: z.ZodType): fc.Arbitrary<unknown> {
  return valuesOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as JsonSchema, 0);
}

function valuesOf(schema: JsonSchema, depth: number): fc.Arbitrary<unknown> {
  const fitting = depth > DEEPEST ? words : fittingOf(schema, depth);
  return fc.oneof({ weight: 14, arbitrary: fitting }, { weight: 1, arbitrary: nasty });
}

function fittingOf(schema: JsonSchema, depth: number): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map((choice) => valuesOf(choice, depth + 1)));
  const [type] = [schema.type].flat();
  switch (type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [name, valuesOf(field, depth + 1)]);
      return fc.record(Object.fromEntries(fields), { requiredKeys: [...(schema.required ?? [])] as never[] });
    }
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, depth + 1), { maxLength: 3 });
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer({ min: -2, max: 200 }), fc.constantFrom(2 ** 31, -(2 ** 53), 1.5, 1e300));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return schema.format === 'uuid' ? fc.uuid() : words;
  }
}
