import { z } from 'zod';
import type { ModelProvider } from '../vocabulary';
import { type CatalogModel, defaultOutputOf } from './catalog';
import { catalogModelById } from './catalog-by-id';

const EXAMPLE =
  'Write ids, as in gpt-6-luna,gpt-6-sol, or JSON, as in [{"id":"llama3.3:70b","contextWindow":131072}].';

const tokens = z.int().positive();

const givenModel = z.strictObject({
  id: z.string().trim().min(1),
  name: z.string().min(1).optional(),
  provider: z.enum(['openai', 'demo', 'compatible']).optional(),
  servedAs: z.string().trim().min(1).optional(),
  contextWindow: tokens.optional(),
  maxInputTokens: tokens.optional(),
  maxOutputTokens: tokens.optional(),
  defaultOutputTokens: tokens.optional(),
  accepts: z
    .array(z.enum(['text', 'image', 'pdf']))
    .min(1)
    .optional(),
  tools: z.boolean().optional(),
  reasoning: z.boolean().optional(),
  tokenFactor: z.number().positive().optional(),
  retiresOn: z.iso.date().optional(),
  description: z.string().optional(),
});

type GivenModel = z.infer<typeof givenModel>;

/**
 * Reads the setting OPENAI_MODELS: ids with commas between them, or a JSON array of objects with the fields of
 * `CatalogModel`, of which only `id` must be given.
 *
 * @param provider of the models that do not name one.
 * @throws Error with a sentence for the operator, without the name of the variable.
 */
export function parseModelList(value: string, provider: ModelProvider = 'openai'): CatalogModel[] {
  const given = value.trim().startsWith('[') ? parseJsonList(value) : parseIds(value);
  if (given.length === 0) throw new Error(`The list of models is empty. ${EXAMPLE}`);

  const models = given.map((model) => complete(model, provider));
  const repeated = models.find((model, index) => models.findIndex(({ id }) => id === model.id) < index);
  if (repeated) throw new Error(`The model "${repeated.id}" is listed twice. List it once.`);
  return models;
}

function parseIds(value: string): GivenModel[] {
  const ids = value.split(',').map((id) => id.trim());
  return ids.filter((id) => id !== '').map((id) => ({ id }));
}

function parseJsonList(value: string): GivenModel[] {
  const parsed = z.array(givenModel).safeParse(parseJson(value));
  if (parsed.success) return parsed.data;
  throw new Error(`The list of models has a mistake. ${parsed.error.issues.map(describeIssue).join(' ')}`);
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw new Error(`The list of models starts like JSON and is none. ${EXAMPLE}`, { cause });
  }
}

function describeIssue({ path: [index, field], message }: z.core.$ZodIssue): string {
  const place = typeof index === 'number' ? `Model ${index + 1}` : 'The list';
  return `${place}${field === undefined ? '' : `, ${String(field)}`}: ${message}.`;
}

/** Fills in what was not given, keeping within what was. */
function complete(given: GivenModel, listProvider: ModelProvider): CatalogModel {
  const known = catalogModelById(given.servedAs ?? given.id, given.provider ?? listProvider);
  const contextWindow = given.contextWindow ?? known.contextWindow;
  const maxOutputTokens = given.maxOutputTokens ?? Math.min(known.maxOutputTokens, contextWindow);
  const reasoning = given.reasoning ?? known.reasoning;
  const defaultOutputTokens =
    given.defaultOutputTokens ?? defaultOutputOf({ contextWindow, maxOutputTokens, reasoning });
  if (maxOutputTokens > contextWindow || defaultOutputTokens > maxOutputTokens) {
    throw new Error(
      `The limits of the model "${given.id}" contradict each other: defaultOutputTokens (${defaultOutputTokens}) may be ` +
        `at most maxOutputTokens (${maxOutputTokens}), and that at most contextWindow (${contextWindow}).`,
    );
  }
  const name = given.servedAs ? given.id : known.name;
  return { ...known, name, ...given, contextWindow, maxOutputTokens, defaultOutputTokens };
}
