import { setTimeout as wait } from 'node:timers/promises';
import type { GenerationId } from '../ids';
import { log } from '../log';
import type { Call, Outcome } from './call';
import type { Checkpoint } from './checkpoint';
import type { Checkpointed } from './checkpointer';
import type { Metering } from './context';
import { dispatch } from './dispatch';
import type { KeyWindow } from './errors';
import type { Reservation } from './reserve';
import { type Settlement, settle } from './settle';
import type { Tally } from './tally';
import { measureUsage } from './usage';
import { voidGeneration } from './void';

/** At most so many output tokens of a stream are lost to the bill when the process is killed. */
const UNSAVED_TOKENS_LIMIT = 64;
const WRITE_RETRY_MS = [100, 500, 2_000, 5_000, 10_000, 30_000];

/** A reserved call of a model on its way: dispatched, checkpointed while it delivers, and settled once. */
export class Generation implements Checkpointed {
  private readonly stopping = new AbortController();
  private dispatchedAt = new Date();
  private savedTokens = 0;
  private lastTokens = 0;

  constructor(
    private readonly metering: Metering,
    private readonly call: Call,
    private readonly reservation: Reservation,
    readonly tally: Tally,
  ) {}

  get id(): GenerationId {
    return this.reservation.generationId;
  }

  /** The output limit to send upstream: what the hold pays for. */
  get maxOutputTokens(): number {
    return this.reservation.maxOutputTokens;
  }

  /** How far the key of the call is in its minute; null without a key. */
  get keyWindow(): KeyWindow | null {
    return this.reservation.keyWindow;
  }

  /** Aborts when a person asked for it, here or on another instance. */
  get stopSignal(): AbortSignal {
    return AbortSignal.any([this.stopping.signal, this.call.stop]);
  }

  requestStop(): void {
    this.stopping.abort();
  }

  /** To be awaited before the first byte leaves for upstream. */
  async dispatch(): Promise<void> {
    await dispatch(this.metering.db, this.id);
    this.dispatchedAt = new Date();
    this.metering.checkpointer.add(this);
  }

  /** To be asked after each part: whether too much was delivered since the last checkpoint to go on without one. */
  needsCheckpoint(): boolean {
    this.lastTokens = this.tally.outputTokens;
    return this.lastTokens - this.savedTokens >= UNSAVED_TOKENS_LIMIT;
  }

  /** Saves how far it has come. Upstream waits for it. */
  checkpoint(): Promise<void> {
    return this.metering.checkpointer.flush();
  }

  isDirty(): boolean {
    return this.lastTokens !== this.savedTokens;
  }

  takeCheckpoint(): Checkpoint {
    this.savedTokens = this.lastTokens;
    return {
      generationId: this.id,
      responseId: this.tally.responseId,
      responseModel: this.tally.responseModel,
      responseCreatedAt: this.tally.responseCreatedAt?.toISOString() ?? null,
      appendedText: this.tally.takeText(),
      outputTokens: this.savedTokens,
    };
  }

  returnCheckpoint(checkpoint: Checkpoint): void {
    this.tally.returnText(checkpoint.appendedText);
    this.savedTokens = 0;
  }

  /** Ends it without a bill: it never reached upstream, or upstream refused it. */
  async void(): Promise<void> {
    await this.persist(() => voidGeneration(this.metering.db, this.id));
  }

  /**
   * Bills what was used. When the database can't be reached, that is tried again until it can; should the process
   * die meanwhile, the last checkpoint is billed.
   */
  async settle(outcome: Outcome): Promise<Settlement> {
    const { tally, call, reservation } = this;
    const measured = measureUsage(tally.reportedUsage, {
      promptTokens: reservation.promptTokens,
      outputTokens: tally.outputTokens,
    });
    return this.persist(() =>
      settle(this.metering.db, {
        ...measured,
        generationId: this.id,
        userId: call.userId,
        via: call.via,
        provider: call.model.provider,
        askedModel: call.model.id,
        reservedAt: reservation.reservedAt,
        responseId: tally.responseId,
        responseModel: tally.responseModel,
        occurredAt: tally.responseCreatedAt ?? this.dispatchedAt,
        outcome,
        durationMs: Date.now() - this.dispatchedAt.getTime(),
        timeToFirstTokenMs:
          tally.firstOutputAt && tally.firstOutputAt.getTime() - this.dispatchedAt.getTime(),
      }),
    );
  }

  /** Writes the end of the generation. It is said to be alive until then, so that nobody takes it for an orphan. */
  private async persist<T>(write: () => Promise<T>): Promise<T> {
    try {
      for (const delayMs of WRITE_RETRY_MS) {
        try {
          return await write();
        } catch (error) {
          log.error(
            { err: error, generationId: this.id, retryInMs: delayMs },
            'a generation could not be ended yet',
          );
          await wait(delayMs);
        }
      }
      return await write();
    } finally {
      this.metering.checkpointer.remove(this.id);
    }
  }
}
