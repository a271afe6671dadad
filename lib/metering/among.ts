import { type SQL, sql } from 'drizzle-orm';
import { idsAsArray } from '../db/ids-as-array';
import type { GenerationId } from '../ids';

/**
 * That an id is one of these, so that the index is used whatever the table's size was when the statement was planned:
 * for one id, which is the rule on a quiet server, Postgres never reads the whole table.
 */
export function among(id: SQL, ids: GenerationId[]): SQL {
  const [only] = ids;
  return ids.length === 1 ? sql`${id} = ${only}::uuid` : sql`${id} = any(${idsAsArray(ids, 'uuid')})`;
}
