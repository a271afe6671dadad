import 'server-only';
import { getDb } from '../db/client';
import { authenticate, type Caller } from './authenticate';
import { hashKey } from './key-format';

/** A revoked key works for so long at most, on each instance. */
export const REMEMBERED_MS = 500;
/** Those that came last; more would only be memory. */
const MOST_REMEMBERED = 10_000;

interface Remembered {
  caller: Promise<Caller>;
  untilMs: number;
}

/**
 * Finds whose keys are in `Authorization` headers as `authenticate` does, but asks for each key only twice a second,
 * however often it comes. What is remembered is found by the SHA-256 of the header, so that no key stays in memory; a
 * refusal is not remembered.
 */
export class Authenticator {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly ask: (authorization: string | null) => Promise<Caller>,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** @throws InvalidApiKeyError */
  authenticate(authorization: string | null): Promise<Caller> {
    const hash = hashKey(authorization ?? '');
    const known = this.remembered.get(hash);
    // From before it was asked: whatever was revoked by then is seen.
    const nowMs = this.nowMs();
    if (known && nowMs < known.untilMs) return known.caller;
    const caller = this.ask(authorization);
    this.remembered.delete(hash);
    this.remembered.set(hash, { caller, untilMs: nowMs + REMEMBERED_MS });
    this.forgetOldest();
    caller.catch(() => {
      if (this.remembered.get(hash)?.caller === caller) this.remembered.delete(hash);
    });
    return caller;
  }

  private forgetOldest(): void {
    const [oldest] = this.remembered.keys();
    if (oldest !== undefined && this.remembered.size > MOST_REMEMBERED) this.remembered.delete(oldest);
  }
}

/** Of this process. */
export const authenticator = new Authenticator(async (authorization) =>
  authenticate({ db: await getDb() }, authorization),
);
