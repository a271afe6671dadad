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

/** What the database says of a generation that is open. */
export interface OpenGeneration {
  /** Not while somebody else has its row. */
  isSaved: boolean;
  /** A person wants it stopped. */
  stop: boolean;
}

/**
 * Saves how far the generations have come, and says that their process is alive: all of them in one statement. It may
 * be saved twice: the connection can break before the database has answered. One that comes late takes nothing back of
 * what came after it.
 *
 * @returns those that are still open
 */
export async function saveCheckpoints(
  db: Database,
  checkpoints: Checkpoint[],
): Promise<Map<GenerationId, OpenGeneration>> {
  const ids = checkpoints.map(({ generationId }) => generationId);
  // Rows are locked in the order of their ids, as by `settle`: so the two never wait for each other. What is locked, as by
  // the end of a reply that waits for its account, is left for the next time: the others must be said to be alive.
  const statement = sql`
    with checkpoint as (
      select * from jsonb_to_recordset(${storableJson(checkpoints)}::jsonb) as checkpoint(
        "generationId" uuid, "responseId" text, "responseModel" text, "responseCreatedAt" timestamptz,
        "appendedText" text, "savedCharacters" int, "outputTokens" int
      )
    ), free as (
      select id from generations
      where ${among(sql`id`, ids)} and state = 'dispatched'
      order by id
      for update skip locked
    ), saved as (
      update generations set
        alive_at = now(),
        response_id = coalesce(checkpoint."responseId", response_id),
        response_model = coalesce(checkpoint."responseModel", response_model),
        response_created_at = coalesce(checkpoint."responseCreatedAt", response_created_at),
        output_text = case
          when "appendedText" = '' or char_length(output_text) > "savedCharacters" + char_length("appendedText")
          then output_text
          else left(output_text, "savedCharacters") || "appendedText" end,
        output_tokens = greatest(output_tokens, checkpoint."outputTokens")
      from checkpoint
      where ${among(sql`id`, ids)} and id = checkpoint."generationId" and id in (select free.id from free)
      returning id
    )
    select id, stop_requested_at is not null as stop, id in (select saved.id from saved) as is_saved
    from generations where ${among(sql`id`, ids)} and state = 'dispatched'`;
  return new Map(await queryRows(db, statement, parseOpen));
}

function parseOpen(row: Row) {
  const id = asId<GenerationId>(String(row.id));
  return [id, { isSaved: row.is_saved === true, stop: row.stop === true }] as const;
}
