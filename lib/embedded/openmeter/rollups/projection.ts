import { type SQL, sql } from 'drizzle-orm';
import { type JsonPath, jsonAt, parseJsonPath } from '../meters/json-path';

export interface Column {
  name: string;
  path: string;
  /** Text as a group value is; a number as the value of a SUM is, null when it is none. */
  as: 'text' | 'number';
}

/**
 * Selects events with `time`, `subject` and one column for each path, read as ClickHouse reads it for OpenMeter.
 * Rollups, rebuilds and answers from raw events all read events through this one statement. `offset 0` keeps Postgres
 * from looking each path up again wherever its value is used.
 *
 * @param where which rows of `events`
 * @param events `embedded_meter_events`, or what has its columns
 */
export function projectEvents(columns: Column[], where: SQL, events = sql`embedded_meter_events`): SQL {
  const found = columns.map(
    ({ name, path }) => sql`, ${jsonAt(sql`data`, toPath(path))} as ${sql.identifier(name)}`,
  );
  const read = columns.map(({ name, as }) => {
    const column = sql.identifier(name);
    return sql`, ${as === 'text' ? asText(sql`${column}`) : asNumber(sql`${column}`)} as ${column}`;
  });
  return sql`
    select time, subject${join(read)}
    from (select time, subject${join(found)} from ${events} where ${where} offset 0) as found`;
}

function toPath(text: string): JsonPath {
  const path = parseJsonPath(text);
  if (!path) throw new Error(`A stored meter has the JSONPath ${text}, which could not have been created.`);
  return path;
}

function join(parts: SQL[]): SQL {
  return sql.join(parts, sql.raw(''));
}

/** As `JSON_VALUE` prints it: nothing, objects and arrays as "", null as "null", 1.50 as "1.5". */
function asText(json: SQL): SQL {
  return sql`case jsonb_typeof(${json})
    when 'string' then ${json} #>> '{}'
    when 'object' then ''
    when 'array' then ''
    when 'number' then ${numberText(json)}
    else coalesce(${json}::text, '') end`;
}

/**
 * A float64 as C++'s `to_chars` prints it, with or without an exponent, whichever is shorter; an integer below
 * 2^64 by its digits, which past 2^53 need not be those that were sent: `JSON.parse` kept the nearest float64. Postgres
 * agrees on both but for some of what is below 0.001: 0.0001 is `1e-04`, and 0.00012 is as it is.
 */
function numberText(json: SQL): SQL {
  const size = sql`abs(${json}::numeric)`;
  return sql`case
    when ${size} >= 18446744073709551616 then ${json}::float8::text
    when ${size} >= 0.001 or ${size} = 0 then ${json}::text
    when ${size} >= 0.0001 then regexp_replace(${json}::text, '0[.]000([1-9])$', '\\1e-04')
    else ${json}::float8::text end`;
}

/**
 * As `toFloat64OrNull` reads it: `1e3`, `+5`, `.5` and `5.` are numbers; `" 1"`, `0x10`, `1_000`, `true`, infinities
 * and what is past float64 are not. But exact: a decimal string keeps every digit. Texts over 1,000 characters are
 * taken for no number, so that nobody makes the database work with a million digits.
 */
function asNumber(json: SQL): SQL {
  const text = sql`(${json} #>> '{}')`;
  return sql`case jsonb_typeof(${json})
    when 'number' then ${json}::numeric
    when 'string' then case
      when length(${text}) <= 300 and ${text} ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)$' then ${text}::numeric
      when length(${text}) <= 1000 and ${text} ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?0*[0-9]{1,3})?$'
        then case when abs(${text}::numeric) < 1.797693134862315808e308 then ${text}::numeric end
    end end`;
}
