import { sql } from 'drizzle-orm';
import { inTime, LONG_SILENCE_MS } from '../db/in-time';
import { instantOf } from '../db/row-values';
import { queryRows, type Row } from '../db/rows';
import { storableText } from '../db/text';
import type { Database } from '../db/types';
import { asId, type MessageId, type UserId } from '../ids';
import { takingTurnsByKey } from '../turns';
import { type Excerpt, excerptAround, excerptOfMarked, MATCH_END, MATCH_START } from './excerpt';
import { containsAll, wordsToContain } from './search-words';

/** A chat in which the words were found. */
export interface FoundChat {
  id: string;
  title: string;
  updatedAt: Date;
  /** The last message that has them, on the branch that is shown or else on another; null: they are in the title only. */
  messageId: MessageId | null;
  /** Where in that message, the words marked; empty without one. */
  excerpt: Excerpt;
}

/** What a search found: the best of it, and whether there is more. */
export interface FoundChats {
  chats: FoundChat[];
  hasMore: boolean;
}

const MOST_RESULTS = 20;
/** An excerpt is looked for no further into a message than this. */
const EXCERPT_CHARACTERS = 50_000;

/** What is searched for, and whose chats are. */
interface Search {
  userId: UserId;
  words: string;
}

/** All that somebody wrote is read through: many searches at once would take every connection that others need. */
const inTurnOfPerson = takingTurnsByKey<UserId>();

/**
 * The chats of a person that have all the words in their title, or in one of their messages, on any branch. Those that
 * have them as words come first, then those that have the first eight within others, as in an address, or in Chinese, which
 * has no spaces; the last used first. The last word may be unfinished, as it is while one types. A process searches for one
 * person once at a time.
 *
 * @throws DatabaseSilentError where it takes so long that the next one is let go
 */
export function searchChats(db: Database, search: Search): Promise<FoundChats> {
  return inTurnOfPerson(search.userId, () => inTime(LONG_SILENCE_MS, findChats(db, search)));
}

async function findChats(db: Database, { userId, words: typed }: Search): Promise<FoundChats> {
  const words = storableText(typed).normalize('NFC');
  const parts = wordsToContain(words);
  // Postgres splits the query by the same rules as the text. Of its last word the beginning is enough.
  const parsed = sql`plainto_tsquery('simple', ${words})`;
  const options = `StartSel=${MATCH_START},StopSel=${MATCH_END},MaxWords=20,MinWords=8`;
  // Words are found by an index of all messages. For parts there is none, so the person's own are read through; without
  // `offset 0`, Postgres may read everybody's.
  const statement = sql`
    with recursive asked as materialized (
      select (nullif(${parsed}::text, '') || ':*')::tsquery as query
    ), own as not materialized (
      select chat_id, messages.id as message_id, search_text, messages.created_at
      from messages join chats on chats.id = chat_id
      where user_id = ${userId} and deleted_at is null
    ), hit as materialized (
      select own.*, true as has_words from asked, own where to_tsvector('simple', search_text) @@ query
      union all
      select own.*, false from (select * from own offset 0) as own where ${containsAll(sql`search_text`, parts)}
    ), found as (
      select id, title, updated_at, head_id, query,
        hits.has_words is true or to_tsvector('simple', title) @@ query is true as is_by_words
      from asked, chats
        left join (select chat_id, bool_or(has_words) as has_words from hit group by chat_id) as hits on chat_id = id
      where user_id = ${userId} and deleted_at is null and (
        chat_id is not null or to_tsvector('simple', title) @@ query or ${containsAll(sql`title`, parts)}
      )
      order by is_by_words desc, updated_at desc limit ${MOST_RESULTS + 1}
    ), shown as (
      select messages.id, parent_id from found join messages on messages.id = head_id
      union
      select messages.id, messages.parent_id from shown join messages on messages.id = shown.parent_id
    )
    select id, title, updated_at, message_id, has_words,
      case when has_words
        then ts_headline('simple', left(search_text, ${EXCERPT_CHARACTERS}::int), query, ${options})
        else left(search_text, ${EXCERPT_CHARACTERS}::int)
      end as excerpt
    from found left join lateral (
      select message_id, search_text, has_words from hit where chat_id = found.id
      order by message_id in (select id from shown) desc, has_words desc, created_at desc limit 1
    ) as best on true
    order by is_by_words desc, updated_at desc`;
  const found = await queryRows(db, statement, (row) => toFoundChat(row, parts));
  return { chats: found.slice(0, MOST_RESULTS), hasMore: found.length > MOST_RESULTS };
}

function toFoundChat(row: Row, parts: readonly string[]): FoundChat {
  return {
    id: String(row.id),
    title: String(row.title),
    updatedAt: instantOf(row.updated_at),
    messageId: row.message_id === null ? null : asId<MessageId>(String(row.message_id)),
    excerpt: row.excerpt === null ? [] : excerptIn(row, parts),
  };
}

function excerptIn({ excerpt, has_words: hasWords }: Row, parts: readonly string[]): Excerpt {
  return hasWords === true ? excerptOfMarked(String(excerpt)) : excerptAround(String(excerpt), parts);
}
