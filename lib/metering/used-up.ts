import { type SQL, sql } from 'drizzle-orm';
import { type PicoUsd, picoUsd } from '../money';

/** A tenth of a cent: hardly a reply of the cheapest models. */
const NEXT_TO_NOTHING_PICO = 1_000_000_000n;
/** Of a limit of a few cents that is much; of such a one it is a twentieth. */
const NEXT_TO_NOTHING_FRACTION = 20n;

/**
 * The most that may be left of a limit for it to be called used up. It is the same for every call: where one of a dear
 * model is refused, what is left may still pay for a cheap one in full.
 */
export function nextToNothingOf(limitPico: PicoUsd): PicoUsd {
  const fractionPico = limitPico / NEXT_TO_NOTHING_FRACTION;
  return picoUsd(fractionPico < NEXT_TO_NOTHING_PICO ? fractionPico : NEXT_TO_NOTHING_PICO);
}

/** The same of a limit that the database has. */
export function nextToNothing(limitPico: SQL): SQL {
  return sql`least(${limitPico} / ${NEXT_TO_NOTHING_FRACTION}::bigint, ${NEXT_TO_NOTHING_PICO}::bigint)`;
}
