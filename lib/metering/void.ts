import { sql } from 'drizzle-orm';
import { queryRows } from '../db/rows';
import type { Database } from '../db/types';
import type { GenerationId } from '../ids';
import { isSilentFor } from './silent';

/**
 * Ends a generation that cost nothing: it never reached upstream, or upstream refused it. Releases its hold.
 *
 * @param ifSilentForMs it ends only if its process has said nothing for so long: another one does it
 * @returns whether it was this call that ended it
 */
export async function voidGeneration(
  db: Database,
  generationId: GenerationId,
  { ifSilentForMs }: { ifSilentForMs?: number } = {},
): Promise<boolean> {
  const condition = ifSilentForMs === undefined ? sql`true` : isSilentFor(ifSilentForMs);
  const statement = sql`
    with voided as (
      update generations set state = 'voided', settled_at = now()
      where id = ${generationId} and state in ('reserved', 'dispatched') and ${condition}
      returning id, user_id, api_key_id, period_start, hold_pico
    ), account as (
      update balances set held_pico = held_pico - voided.hold_pico
      from voided
      where balances.user_id = voided.user_id and balances.period_start = voided.period_start
      returning voided.api_key_id, voided.period_start, voided.hold_pico
    ), key_account as (
      update api_key_balances set held_pico = held_pico - account.hold_pico
      from account
      where api_key_balances.api_key_id = account.api_key_id
        and api_key_balances.period_start = account.period_start
    )
    select id from voided`;
  const voided = await queryRows(db, statement, () => true);
  return voided.length > 0;
}
