import { setTimeout as wait } from 'node:timers/promises';
import { inTime, LONG_SILENCE_MS } from '../db/in-time';
import type { GenerationId } from '../ids';
import { log } from '../log';
import type { Cut, Outcome } from '../vocabulary';
import type { Call, KeyRate } from './call';
import type { Checkpoint } from './checkpoint';
import type { Checkpointed } from './checkpointer';
import type { Metering } from './context';
import { dispatch } from './dispatch';
import type { Ending } from './ending';
import { GenerationLostError } from './errors';
import { persist } from './persist';
import type { Reservation } from './reserve';
import { type Settlement, settle } from './settle';
import type { Tally } from './tally';
import { measureUsage } from './usage';
import { voidGeneration } from './void';

/**
 * At most 64 output tokens of a stream are lost to the bill when the process is killed: these, which wait for a
 * checkpoint, and those that upstream has sent meanwhile.
 */
const UNSAVED_TOKENS_LIMIT = 32;
const CHECKPOINT_RETRY_MS = 250;

export interface EndedGeneration extends Settlement {
  /** What ended the reply early. The allowance: it paid for less than was asked for, and the reply reached that. */
  cutBy?: Cut;
}

/** A reserved call of a model on its way: dispatched, checkpointed while it delivers, and settled once. */
export class Generation implements Checkpointed {
  private readonly stopping = new AbortController();
  private dispatchedAt = new Date();
  private dispatchedAtMs = performance.now();
  private savedTokens = 0;
  private savedCharacters = 0;
  /** Of a checkpoint on its way. */
  private textInFlight = '';
  /** Output as last noted: what the next checkpoint saves. */
  private notedTokens = 0;
  private isEnding = false;
  /** It ended without a bill. */
  isVoided = false;
  /** Another process took it for an orphan and billed it as far as it was saved: nothing more may be delivered. */
  isLost = false;

  constructor(
    private readonly metering: Metering,
    private readonly call: Call,
    private readonly reservation: Reservation,
    readonly tally: Tally,
  ) {
    const { stop } = call;
    if (stop.aborted) this.stopping.abort(stop.reason);
    // Not AbortSignal.any: that is one more signal, and they are slow to make on Node 20.
    else stop.addEventListener('abort', () => this.stopping.abort(stop.reason), { once: true });
  }

  get id(): GenerationId {
    return this.reservation.generationId;
  }

  /** The output limit to send upstream, of each choice: what the hold pays for. */
  get maxOutputTokens(): number {
    return this.reservation.maxOutputTokens;
  }

  /** How far the key of the call is in its minute; undefined without a key. */
  get keyRate(): KeyRate | undefined {
    return this.reservation.keyRate;
  }

  /** Neither its bill nor its end without one has begun. */
  get isRunning(): boolean {
    return !this.isEnding;
  }

  /** Aborts when a person asked for it, here or on another instance. */
  get stopSignal(): AbortSignal {
    return this.stopping.signal;
  }

  requestStop(): void {
    this.stopping.abort();
  }

  lose(): void {
    if (this.isEnding) return;
    this.isLost = true;
    log.error({ generationId: this.id }, 'a generation was taken for an orphan while it ran; it is stopped');
    this.stopping.abort();
  }

  /**
   * To be awaited before the first byte leaves for upstream.
   *
   * @throws ReservationLostError when another process has taken it for an orphan meanwhile, and voided it
   * @throws DatabaseSilentError when that is not answered for so long that others would soon take it for an orphan
   */
  async dispatch(): Promise<void> {
    try {
      await inTime(LONG_SILENCE_MS, dispatch(this.metering.db, this.id));
    } catch (error) {
      // Perhaps only the answer was lost, and it is recorded as dispatched, or will be late, which then finds it voided:
      // nothing will leave, so nothing is owed.
      this.void().catch((err) => log.error({ err, generationId: this.id }, 'a hold is left to the recovery'));
      throw error;
    }
    this.dispatchedAt = new Date();
    this.dispatchedAtMs = performance.now();
    this.metering.checkpointer.add(this);
  }

  /**
   * Notes how much output has come; to be called before each part is passed on.
   *
   * @returns whether too much is unsaved to go on without a checkpoint
   */
  noteOutput(): boolean {
    this.notedTokens = this.tally.outputTokens;
    return this.notedTokens - this.savedTokens >= UNSAVED_TOKENS_LIMIT;
  }

  /**
   * Saves how far it has come. Upstream waits for it, and so does the reader while the database is away. It may turn out to
   * be lost: what is not saved then never will be.
   */
  async checkpoint(): Promise<void> {
    await this.metering.checkpointer.flush();
    while (this.noteOutput() && !this.stopSignal.aborted) {
      await wait(CHECKPOINT_RETRY_MS);
      await this.metering.checkpointer.flush();
    }
  }

  isDirty(): boolean {
    // At the output limit an estimate grows no more, and the text does.
    return this.notedTokens !== this.savedTokens || this.tally.hasText;
  }

  /** Only the text of a message is read again, by who comes back to it and by the recovery. */
  takeCheckpoint(): Checkpoint {
    const text = this.tally.takeText();
    this.textInFlight = this.call.messageId ? text : '';
    return {
      generationId: this.id,
      responseId: this.tally.responseId,
      responseModel: this.tally.responseModel,
      responseCreatedAt: this.tally.responseCreatedAt?.toISOString() ?? null,
      appendedText: this.textInFlight,
      savedCharacters: this.savedCharacters,
      outputTokens: this.notedTokens,
    };
  }

  checkpointSaved(checkpoint: Checkpoint): void {
    this.savedTokens = checkpoint.outputTokens;
    this.savedCharacters += countCharacters(checkpoint.appendedText);
    this.textInFlight = '';
  }

  returnCheckpoint(checkpoint: Checkpoint): void {
    this.tally.returnText(checkpoint.appendedText);
    this.textInFlight = '';
  }

  /**
   * Ends it without a bill: it never reached upstream, or upstream refused it.
   *
   * @throws GenerationLostError when another process has billed it meanwhile
   */
  async void(): Promise<void> {
    await this.end(() => persist(this.id, () => voidGeneration(this.metering.db, this.id)));
    this.isVoided = true;
  }

  /**
   * Bills what was used. When the database can't be reached, that is tried again until it can; should the process
   * die meanwhile, the last checkpoint is billed.
   *
   * @throws GenerationLostError when another process has billed less meanwhile: the rest must not be delivered
   */
  async settle(outcome: Outcome): Promise<EndedGeneration> {
    const { tally, reservation } = this;
    const settlement = await this.end(() => {
      const ending = this.endingNow(outcome);
      return persist(this.id, () => settle(this.metering.db, ending));
    });
    if (!settlement) throw new Error(`Generation ${this.id} has ended without a bill.`);
    if (outcome === 'complete' && settlement.outcome !== 'complete') throw new GenerationLostError();
    const isCutByAllowance = tally.cutBy === 'limit' && reservation.isShortened;
    return { ...settlement, cutBy: isCutByAllowance ? 'allowance' : tally.cutBy };
  }

  private endingNow(outcome: Outcome): Ending {
    const { tally, call, reservation } = this;
    const { promptTokens, reservedAt } = reservation;
    return {
      ...measureUsage(tally.reportedUsage, { promptTokens, outputTokens: tally.outputTokens }, outcome),
      generationId: this.id,
      userId: call.userId,
      via: call.via,
      apiKeyId: call.apiKey?.id ?? null,
      provider: call.model.provider,
      askedModel: call.model.id,
      reservedAt,
      responseId: tally.responseId,
      responseModel: tally.responseModel,
      occurredAt: tally.responseCreatedAt ?? this.dispatchedAt,
      outcome,
      durationMs: Math.round(performance.now() - this.dispatchedAtMs),
      timeToFirstTokenMs: tally.firstOutputAtMs && Math.round(tally.firstOutputAtMs - this.dispatchedAtMs),
      unsavedText: call.messageId && {
        savedCharacters: this.savedCharacters,
        // Whether a checkpoint on its way comes before the settlement is not known.
        text: this.textInFlight + tally.untakenText,
      },
    };
  }

  /**
   * It is said to be alive until its end is written, so that nobody takes it for an orphan; not when that failed, so that
   * somebody does.
   */
  private async end<T>(write: () => Promise<T>): Promise<T> {
    this.isEnding = true;
    try {
      const written = await write();
      if (this.isLost) throw new GenerationLostError();
      return written;
    } finally {
      this.metering.checkpointer.remove(this.id);
    }
  }
}

/** As Postgres does: a pair of surrogates is one. */
function countCharacters(text: string): number {
  let characters = 0;
  for (const _ of text) characters++;
  return characters;
}
