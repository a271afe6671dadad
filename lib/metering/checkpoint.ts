import { sql } from 'drizzle-orm';
import { queryRows, type Row } from '../db/rows';
import { storableJson } from '../db/text';
import type { Database } from '../db/types';
import { asId, type GenerationId } from '../ids';
import { among } from './among';

/** What came since the last checkpoint of a generation. */
export interface Checkpoint {
  generationId: GenerationId;
  responseId: string | null;
  responseModel: string | null;
  /** RFC 3339. */
  responseCreatedAt: string | null;
  appendedText: string;
  /** How much of the text is saved already, in characters as Postgres counts them: code points. */
  savedCharacters: number;
  outputTokens: number;
}

/**
 * Saves how far the generations have come, and says that their process is alive: all of them in one statement. It may
 * be saved twice: the connection can break before the database has answered.
 *
 * @returns which of them were still open, and whether a person wants them stopped.
 */
export async function saveCheckpoints(
  db: Database,
  checkpoints: Checkpoint[],
): Promise<Map<GenerationId, { stop: boolean }>> {
  const ids = checkpoints.map(({ generationId }) => generationId);
  // Rows are locked in the order of their ids, as by `settle`: so the two never wait for each other.
  const statement = sql`
    with checkpoint as (
      select * from jsonb_to_recordset(${storableJson(checkpoints)}::jsonb) as checkpoint(
        "generationId" uuid, "responseId" text, "responseModel" text, "responseCreatedAt" timestamptz,
        "appendedText" text, "savedCharacters" int, "outputTokens" int
      )
    ), open as (
      select id from generations
      where ${among(sql`id`, ids)} and state = 'dispatched'
      order by id
      for update
    )
    update generations set
      alive_at = now(),
      response_id = checkpoint."responseId",
      response_model = checkpoint."responseModel",
      response_created_at = checkpoint."responseCreatedAt",
      output_text = case when checkpoint."appendedText" = '' then output_text
        else left(output_text, checkpoint."savedCharacters") || checkpoint."appendedText" end,
      output_tokens = checkpoint."outputTokens"
    from checkpoint
    where ${among(sql`id`, ids)} and id = checkpoint."generationId" and id in (select open.id from open)
    returning id, stop_requested_at is not null as stop`;
  return new Map(await queryRows(db, statement, parseOpen));
}

function parseOpen(row: Row) {
  return [asId<GenerationId>(String(row.id)), { stop: row.stop === true }] as const;
}
