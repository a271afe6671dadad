import type { JsonObject } from '@/lib/json';
import type { Tally } from '@/lib/metering/tally';

/**
 * What becomes of an event of a stream. All but those that are withheld are passed on; after the `last` one nothing follows,
 * and one that `goes-on` shows that what had seemed the end was none.
 */
export type Verdict = 'pass' | 'withhold' | 'error' | 'last' | 'goes-on';

/** Reads one of OpenAI's formats on its way through, for the tally of one generation. */
export interface WireReader {
  /** Of a response in one piece. */
  readWhole(body: JsonObject): void;
  readEvent(payload: JsonObject): Verdict;
  /** Whether the stream has said how the reply ends: nothing but its counts follows, as far as is known. */
  readonly hasEnded: boolean;
  /** Whether all that has come is whole; a stream that ends otherwise was cut off. */
  readonly isWhole: boolean;
  /** Tells the caller, in the format's own way, that the stream broke off. */
  errorEvent(error: { code: string; message: string }): string;
}

export type OpenReader = (tally: Tally) => WireReader;
