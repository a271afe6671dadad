import { sql } from 'drizzle-orm';
import { queryRows, type Row } from '../db/rows';
import { storableText } from '../db/text';
import type { Database } from '../db/types';
import type { UserId } from '../ids';

/** A chat in which the words were found. */
export interface FoundChat {
  id: string;
  title: string;
  updatedAt: Date;
  /** Where in its messages, the words marked; empty when they are in the title only. */
  excerpt: { text: string; isMatch: boolean }[];
}

const MOST_RESULTS = 20;
/** An excerpt is looked for no further into a message than this. */
const EXCERPT_CHARACTERS = 50_000;
/** They mark the words in an excerpt. Of Unicode's private use, so that no text has them. */
const [MATCH_START, MATCH_END] = ['\uE000', '\uE001'];

/**
 * The chats of a person that have all the words in their title, or in one of their messages, on any branch; the last
 * used first. The last word may be unfinished, as it is while one types.
 */
export async function searchChats(
  { db }: { db: Database },
  { userId, words }: { userId: UserId; words: string },
): Promise<FoundChat[]> {
  // Postgres splits the query by the same rules as the text. Of its last word the beginning is enough.
  const parsed = sql`plainto_tsquery('simple', ${storableText(words)})`;
  const options = `StartSel=${MATCH_START},StopSel=${MATCH_END},MaxWords=20,MinWords=8`;
  const statement = sql`
    with asked as materialized (
      select (nullif(${parsed}::text, '') || ':*')::tsquery as query
    ), hit as (
      select distinct on (chat_id) chat_id, search_text
      from asked, messages join chats on chats.id = chat_id
      where user_id = ${userId} and deleted_at is null and to_tsvector('simple', search_text) @@ query
      order by chat_id, messages.created_at desc
    )
    select id, title, updated_at,
      ts_headline('simple', left(search_text, ${EXCERPT_CHARACTERS}::int), query, ${options}) as excerpt
    from asked, chats left join hit on hit.chat_id = chats.id
    where user_id = ${userId} and deleted_at is null
      and (hit.chat_id is not null or to_tsvector('simple', title) @@ query)
    order by updated_at desc limit ${MOST_RESULTS}`;
  return queryRows(db, statement, toFoundChat);
}

function toFoundChat(row: Row): FoundChat {
  return {
    id: String(row.id),
    title: String(row.title),
    updatedAt: new Date(String(row.updated_at)),
    excerpt: row.excerpt === null ? [] : piecesOf(String(row.excerpt)),
  };
}

function piecesOf(excerpt: string): FoundChat['excerpt'] {
  return excerpt
    .replace(/\s+/g, ' ')
    .split(new RegExp(`(${MATCH_START}[^${MATCH_END}]*${MATCH_END})`))
    .filter((piece) => piece !== '')
    .map((piece) => ({
      text: piece.replaceAll(MATCH_START, '').replaceAll(MATCH_END, ''),
      isMatch: piece.startsWith(MATCH_START),
    }));
}
