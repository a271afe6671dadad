import { and, isNull, sql } from 'drizzle-orm';
import { isDatabaseUnreachable } from '../db/errors';
import { idsAsArray } from '../db/ids-as-array';
import { generations } from '../db/schema';
import type { Database } from '../db/types';
import { type ApiKeyId, asId, type ChatId, type GenerationId, type MessageId, type UserId } from '../ids';
import { log } from '../log';
import { settleOnce } from './settle';
import { DEAD_AFTER_MS, isSilentFor } from './silent';
import { isPrompt, SIGN_OF_LIFE_MS } from './steady-answers';
import { voidGeneration } from './void';

/** As many milliseconds as the ledger can keep: some 24 days. */
const LONGEST_DURATION_MS = 2 ** 31 - 1;

type Orphan = typeof generations.$inferSelect;

/** As many are ended at a time. */
const BATCH_SIZE = 100;

/** A call of a model whose process died; with a message, it is of a reply in a chat. */
export interface OrphanedCall {
  userId: UserId;
  /** When it began. */
  reservedAt: Date;
  chatId: ChatId | null;
  messageId: MessageId | null;
}

/** Whom a recovery takes for dead, and what is done beside. */
export interface Recovery {
  /** The generations that run in this process, asked anew for each batch. Left out: none. */
  live?: () => GenerationId[];
  /**
   * How long a generation must have been silent, as `isSilentFor` has it, asked anew for each batch; less when no other
   * process can have the database open. Left out: `DEAD_AFTER_MS`.
   */
  silentMs?: () => number;
  /** Is told of each dispatched one before it is settled. */
  beforeSettling?: (call: OrphanedCall) => Promise<void>;
  /**
   * Given where other processes may live: waits `SIGN_OF_LIFE_MS`. Called once, and only if a generation would be silent
   * for long enough after that wait; whoever reports alive meanwhile is left alone. If the database is too slow to tell
   * who has been silent since, the rest is left to the next run.
   */
  awaitSignOfLife?: () => Promise<unknown>;
}

/**
 * Ends the generations whose process died: one that was dispatched is settled from its last checkpoint, one that was
 * not is voided.
 *
 * @returns how many it ended: those that another process ended are not among them
 */
export async function recover(
  db: Database,
  {
    live = () => [],
    silentMs = () => DEAD_AFTER_MS,
    beforeSettling = async () => {},
    awaitSignOfLife,
  }: Recovery = {},
): Promise<number> {
  const failed: string[] = [];
  let ended = 0;
  const find = (forMs: number, limit: number) => findSilent(db, forMs, [...live(), ...failed], limit);
  const isSuspected = async () => (await find(silentMs() - SIGN_OF_LIFE_MS, 1)).length > 0;
  if (awaitSignOfLife && (await isSuspected())) await awaitSignOfLife();
  for (;;) {
    const batchSilentMs = silentMs();
    const askedAtMs = performance.now();
    // Else the database may have stalled, so that the living could not say that they live.
    const isSteady = () => !awaitSignOfLife || isPrompt(askedAtMs, performance.now());
    const orphans = await find(batchSilentMs, BATCH_SIZE);
    if (!isSteady()) break;
    await Promise.all(orphans.map((orphan) => endOne(orphan, batchSilentMs)));
    if (orphans.length < BATCH_SIZE || !isSteady()) break;
  }
  if (ended > 0) log.warn({ generations: ended }, 'generations of a dead process were ended');
  return ended;

  async function endOne(orphan: Orphan, batchSilentMs: number): Promise<void> {
    try {
      if (await end(db, orphan, batchSilentMs, beforeSettling)) ended++;
    } catch (err) {
      if (isDatabaseUnreachable(err)) throw err;
      // The others need not wait for it.
      failed.push(orphan.id);
      log.error({ err, generationId: orphan.id }, 'a generation of a dead process could not be ended');
    }
  }
}

/** Some of the open generations that are silent, the longest first. */
function findSilent(db: Database, silentMs: number, passedOver: string[], limit: number): Promise<Orphan[]> {
  const others = idsAsArray(passedOver, 'uuid');
  return db
    .select()
    .from(generations)
    .where(
      and(isNull(generations.settledAt), isSilentFor(silentMs), sql`${generations.id} <> all(${others})`),
    )
    .orderBy(generations.aliveAt)
    .limit(limit);
}

/**
 * Whether it is silent is asked again in the statement that ends it: its process may have come back since.
 *
 * @returns whether it was ended here: not where it lives, or another process was sooner
 */
async function end(
  db: Database,
  orphan: Orphan,
  silentMs: number,
  beforeSettling: (call: OrphanedCall) => Promise<void>,
): Promise<boolean> {
  const generationId = asId<GenerationId>(orphan.id);
  if (orphan.state === 'reserved') return voidGeneration(db, generationId, { ifSilentForMs: silentMs });
  const userId = asId<UserId>(orphan.userId);
  const { reservedAt } = orphan;
  await beforeSettling({
    userId,
    reservedAt,
    chatId: orphan.chatId === null ? null : asId<ChatId>(orphan.chatId),
    messageId: orphan.messageId === null ? null : asId<MessageId>(orphan.messageId),
  });
  const dispatchedAt = orphan.dispatchedAt ?? reservedAt;
  const ending = {
    generationId,
    userId,
    via: orphan.via,
    apiKeyId: orphan.apiKeyId === null ? null : asId<ApiKeyId>(orphan.apiKeyId),
    provider: orphan.provider,
    askedModel: orphan.model,
    reservedAt,
    responseId: orphan.responseId,
    responseModel: orphan.responseModel,
    occurredAt: orphan.responseCreatedAt ?? dispatchedAt,
    outcome: 'failed' as const,
    basis: 'estimated' as const,
    usage: {
      uncached: orphan.promptTokens,
      cacheRead: 0,
      cacheWrite: 0,
      output: orphan.outputTokens,
      reasoning: 0,
    },
    durationMs: durationBetween(dispatchedAt, orphan.aliveAt),
    timeToFirstTokenMs: null,
    ifSilentForMs: silentMs,
  };
  return (await settleOnce(db, ending)) !== undefined;
}

/** Between two instants of the database's clock, which may have been set back meanwhile, or far forward. */
function durationBetween(start: Date, end: Date): number {
  return Math.min(Math.max(0, end.getTime() - start.getTime()), LONGEST_DURATION_MS);
}
