import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { validationProblem } from '../http/problem';

/** OpenMeter's `FilterString`: one operator, which may join other conditions. */
export interface TextFilter {
  $eq?: string | null;
  $ne?: string | null;
  $in?: string[] | null;
  $nin?: string[] | null;
  $like?: string | null;
  $nlike?: string | null;
  $ilike?: string | null;
  $nilike?: string | null;
  $gt?: string | null;
  $gte?: string | null;
  $lt?: string | null;
  $lte?: string | null;
  $and?: TextFilter[] | null;
  $or?: TextFilter[] | null;
}

const text = z.string().nullish();
const pattern = z
  .string()
  .refine((value) => !/(?<!\\)(?:\\\\)*\\$/.test(value), 'pattern must not end with a single backslash')
  .nullish();
const texts = z.array(z.string()).nullish();

export const textFilterSchema: z.ZodType<TextFilter> = z.strictObject({
  $eq: text,
  $ne: text,
  $in: texts,
  $nin: texts,
  $like: pattern,
  $nlike: pattern,
  $ilike: pattern,
  $nilike: pattern,
  $gt: text,
  $gte: text,
  $lt: text,
  $lte: text,
  get $and() {
    return z.array(textFilterSchema).nullish();
  },
  get $or() {
    return z.array(textFilterSchema).nullish();
  },
});

/** A statement takes 65,535 parameters, and a long one is slow long before. */
const MAX_CONDITIONS = 1_000;

/** @throws Problem 400 when a filter has several operators, or all together have too many conditions */
export function checkFilters(filters: TextFilter[]): void {
  const count = filters.reduce((sum, filter) => sum + countConditions(filter), 0);
  if (count <= MAX_CONDITIONS) return;
  throw validationProblem(
    `a query can have at most ${MAX_CONDITIONS} conditions, not ${count}; ask for one of many values with $in`,
  );
}

function countConditions(filter: TextFilter): number {
  if (Object.values(filter).filter((operand) => operand != null).length > 1) {
    throw validationProblem('filter is invalid: multiple operators are set');
  }
  const joined = [...(filter.$and ?? []), ...(filter.$or ?? [])];
  return joined.reduce((sum, each) => sum + countConditions(each), 1);
}

/** The condition in SQL. As in ClickHouse, texts compare by bytes, and `$ilike` takes only A to Z for a to z. */
export function matches(column: SQL, filter: TextFilter): SQL {
  const conditions: SQL[] = [];
  const compare = (operator: string, value: string | null | undefined) => {
    if (value != null) conditions.push(sql`${column} collate "C" ${sql.raw(operator)} ${value}`);
  };
  const compareLike = (operator: string, value: string | null | undefined) =>
    compare(operator, value == null ? value : asPostgresPattern(value));
  compare('=', filter.$eq);
  compare('<>', filter.$ne);
  compareLike('like', filter.$like);
  compareLike('not like', filter.$nlike);
  compareLike('ilike', filter.$ilike);
  compareLike('not ilike', filter.$nilike);
  compare('>', filter.$gt);
  compare('>=', filter.$gte);
  compare('<', filter.$lt);
  compare('<=', filter.$lte);
  if (filter.$in) conditions.push(isOneOf(column, filter.$in));
  if (filter.$nin) conditions.push(sql`not ${isOneOf(column, filter.$nin)}`);
  if (filter.$and) conditions.push(joined(column, filter.$and, ' and '));
  if (filter.$or) conditions.push(joined(column, filter.$or, ' or '));
  return conditions.length > 0 ? sql`(${sql.join(conditions, sql.raw(' and '))})` : sql`true`;
}

/** A backslash before anything but `%`, `_` or another one is literal to ClickHouse; Postgres would leave it out. */
function asPostgresPattern(pattern: string): string {
  return pattern.replace(/\\[\s\S]/g, (pair) => (/[%_\\]$/.test(pair) ? pair : `\\${pair}`));
}

/** Whether a column is one of many texts, however many: they travel as one parameter. */
export function isOneOf(column: SQL, values: readonly string[]): SQL {
  return sql`${column} in (select jsonb_array_elements_text(${JSON.stringify(values)}::text::jsonb))`;
}

function joined(column: SQL, filters: TextFilter[], operator: string): SQL {
  if (filters.length === 0) return sql`true`;
  return sql`(${sql.join(
    filters.map((filter) => matches(column, filter)),
    sql.raw(operator),
  )})`;
}
