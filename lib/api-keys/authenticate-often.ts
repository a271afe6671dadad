import 'server-only';
import { AskSeldom } from '../ask-seldom';
import { getDb } from '../db/client';
import { authenticate, type Caller } from './authenticate';
import { hashKey } from './key-format';

/** A key that was revoked or changed works as before for so long at most, on each instance. */
export const REMEMBERED_MS = 500;

/**
 * Finds whose keys are in `Authorization` headers as `authenticate` does, but asks for each key only twice a second,
 * however often it comes. What is remembered is found by the SHA-256 of the header, so that no key stays in memory.
 */
export class Authenticator {
  private readonly callers: AskSeldom<string | null, Caller>;

  constructor(ask: (authorization: string | null) => Promise<Caller>, nowMs?: () => number) {
    this.callers = new AskSeldom(ask, REMEMBERED_MS, nowMs);
  }

  /** @throws InvalidApiKeyError */
  authenticate(authorization: string | null): Promise<Caller> {
    return this.callers.answer(hashKey(authorization ?? ''), authorization);
  }
}

/** Of this process. */
export const authenticator = new Authenticator((authorization) => authenticate(getDb, authorization));
