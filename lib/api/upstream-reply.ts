import type { Generation } from '../metering/generation';
import type { WireReader } from './wire/reader';

/** A reply of upstream's that is yet to be passed on. */
export interface UpstreamReply {
  /** Upstream's, its body unread. */
  response: Response;
  generation: Generation;
  reader: WireReader;
  /** To be sent besides upstream's own, of which hardly any are passed on: they tell of our account. */
  headers: Headers;
}
