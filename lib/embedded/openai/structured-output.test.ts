import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { minimalJson } from './structured-output';

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
});
