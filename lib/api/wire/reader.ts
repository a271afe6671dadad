import type { Tally } from '@/lib/metering/tally';
import type { JsonObject } from './json';

/** What becomes of an event of a stream. */
export type Verdict = 'pass' | 'withhold' | 'error';

/** Reads one of OpenAI's formats on its way through, for the tally of one generation. */
export interface WireReader {
  /** Of a response in one piece. */
  readWhole(body: JsonObject): void;
  readEvent(payload: JsonObject): Verdict;
  /** Whether the stream has said how the reply ends; without that, it was cut off. */
  readonly finished: boolean;
  /** Tells the caller, in the format's own way, that the stream broke off. */
  errorEvent(error: { code: string; message: string }): string;
}

export type OpenReader = (tally: Tally) => WireReader;
