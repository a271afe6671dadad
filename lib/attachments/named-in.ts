import { type SQL, sql } from 'drizzle-orm';
import { attachments } from '../db/schema';

/** Whether the parts of a message name an attachment, as SQL of its row. */
export function isNamedIn(parts: SQL): SQL {
  const address = sql`'/api/attachments/' || ${attachments.id}::text`;
  return sql`jsonb_path_exists(${parts}, '$[*] ? (@.url == $url)', jsonb_build_object('url', ${address}))`;
}
