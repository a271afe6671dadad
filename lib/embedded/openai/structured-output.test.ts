import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type JsonSchema, minimalJson } from './structured-output';

const name = z.string();
type Tree = { label: string; children: Tree[] };
const tree: z.ZodType<Tree> = z.lazy(() => z.object({ label: name, children: z.array(tree) }));
type List = { value: number; next: List | null };
const list: z.ZodType<List> = z.lazy(() => z.object({ value: z.number(), next: z.union([list, z.null()]) }));

const schemas: [string, z.ZodType][] = [
  [
    'an object with every plain type',
    z.object({ text: name, count: z.int(), share: z.number(), done: z.boolean(), none: z.null() }),
  ],
  ['optional properties', z.object({ needed: name, spare: z.string().optional() })],
  ['a choice of words', z.object({ mood: z.enum(['calm', 'wild']), kind: z.literal('fixed') })],
  ['a nullable string', z.object({ note: z.string().nullable() })],
  ['an array that must not be empty', z.array(z.object({ id: z.int() })).min(2)],
  [
    'a union of objects',
    z.discriminatedUnion('type', [z.object({ type: z.literal('a') }), z.object({ type: z.literal('b') })]),
  ],
  ['an intersection', z.intersection(z.object({ a: name }), z.object({ b: z.int() }))],
  [
    'strings of known formats',
    z.object({ at: z.iso.datetime(), on: z.iso.date(), mail: z.email(), id: z.uuid() }),
  ],
  ['a string of bounded length', z.object({ short: z.string().max(2), long: z.string().min(12) })],
  [
    'numbers in a range',
    z.object({
      a: z.int().min(5).max(9),
      b: z.number().gt(0).lt(1),
      c: z.int().lt(-3),
      d: z.number().multipleOf(7).min(15),
    }),
  ],
  ['a tree', tree],
  ['a linked list', list],
  [
    'a definition used twice',
    z.object({
      from: z.object({ at: name }).meta({ id: 'Place' }),
      nested: z.object({ list: z.array(name).min(1) }),
    }),
  ],
];

describe('minimalJson', () => {
  it.each(schemas)('fits %s', (_, schema) => {
    const json = minimalJson(z.toJSONSchema(schema), 'demo');
    expect(schema.safeParse(json)).toMatchObject({ success: true });
  });

  it('writes the words it is given where any string will do', () => {
    expect(minimalJson(z.toJSONSchema(z.object({ title: name })), 'How metering works')).toEqual({
      title: 'How metering works',
    });
  });

  it('leaves out what is not required', () => {
    expect(minimalJson({ type: 'object', properties: { spare: { type: 'string' } } }, 'demo')).toEqual({});
  });

  it('gives up on a schema that can have no finite value, instead of the stack', () => {
    const endless = { type: 'object', properties: { self: { $ref: '#' } }, required: ['self'] };
    expect(() => minimalJson(endless, 'demo')).not.toThrow();
  });

  const four = { a: { $ref: '#' }, b: { $ref: '#' }, c: { $ref: '#' }, d: { $ref: '#' } };
  const required = Object.keys(four);
  const long = 'x'.repeat(1_000_000);
  const many = Array.from({ length: 100_000 }, (_, index) => `property ${index}`);

  // Each of them took all memory, or the process for hours: only the depth was limited.
  it.each<[string, JsonSchema]>([
    ['itself, four times', { type: 'object', properties: four, required }],
    ['itself, in lists', { type: 'array', items: { $ref: '#' }, minItems: 100 }],
    ['a list without end', { type: 'array', items: { type: 'string' }, minItems: 2 ** 28 }],
    ['a string without end', { type: 'string', minLength: 2 ** 28 }],
    ['more than a number can say', { type: 'string', minLength: Number.POSITIVE_INFINITY }],
    ['a long text, thousands of times', { type: 'array', items: { const: long }, minItems: 20_000 }],
    [
      'a long path, thousands of times',
      { type: 'array', items: { $ref: `#/${'a/'.repeat(500_000)}` }, minItems: 20_000 },
    ],
    [
      'many properties in each of many objects',
      { type: 'object', properties: { [many[0] ?? '']: { $ref: '#' } }, required: many },
    ],
    [
      'many choices, thousands of times',
      { type: 'array', items: { anyOf: many.map(() => ({ type: 'null' })) }, minItems: 20_000 },
    ],
    [
      'many parts, thousands of times',
      { type: 'array', items: { allOf: many.map((title) => ({ title })) }, minItems: 20_000 },
    ],
  ])('gives up on a schema that asks for %s', (_, schema) => {
    const json = JSON.stringify(minimalJson(schema, 'demo'));
    expect(json.length).toBeLessThan(150_000);
  });

  it('writes what a schema may well ask for', () => {
    const list = { type: 'array', items: { type: 'string', minLength: 20 }, minItems: 100 };
    const json = minimalJson(list, 'demo');
    expect(json).toEqual(Array.from({ length: 100 }, () => `demo${'.'.repeat(16)}`));
  });
});
