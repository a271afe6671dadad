import type { Database } from '../db/types';
import { heartbeat } from '../heartbeat';
import { log } from '../log';
import type { EndedGeneration } from '../metering/generation';
import { explainUpstreamError } from '../models/upstream-failure';
import type { Cut, Outcome } from '../vocabulary';
import type { MessageMetadata } from './message';
import type { ReplyIds } from './own-chat';
import { readReplyUsage, replyUsage } from './reply-usage';
import type { RunningReply } from './running-replies';
import { sayAlive } from './say-alive';
import { wasStopped } from './stop-reply';

/** How a reply goes: which of its calls of a model have ended, whether a person stopped it, and what went wrong. */
export class ReplyCourse {
  /** What the reply failed of, in words for the person. */
  fault: Error | undefined;
  private readonly settled: EndedGeneration[] = [];
  /** Tools have answered, and the model has not read it yet. */
  private awaitsStep = false;
  private endHeartbeat: (() => void) | undefined;
  private isOver = false;

  constructor(
    private readonly db: Database,
    private readonly ids: ReplyIds,
    private readonly running: Pick<RunningReply, 'stopSignal' | 'requestStop'>,
  ) {}

  /** A call of a model has ended, and is billed. */
  readonly noteSettled = (ended: EndedGeneration): void => {
    this.settled.push(ended);
    this.awaitsStep = false;
    // Of a reply that fails, the call may be billed after everybody has been told.
    if (this.isOver) return;
    this.endHeartbeat ??= heartbeat(
      () => this.beat(),
      (err) => log.warn({ err, ...this.ids }, 'a reply can’t be kept alive'),
    );
  };

  /** While the SDK waits before it tries a call again, nothing else would see that another instance was told to stop. */
  private async beat(): Promise<void> {
    if (await sayAlive(this.db, this.ids)) this.running.requestStop();
  }

  /** To be called when the reply is saved, or nothing of it will be: until then its process is said to live. */
  end(): void {
    this.isOver = true;
    this.endHeartbeat?.();
  }

  /** The SDK may tell of one error twice, the second time in words of its own. @returns what is said of it */
  noteFault(error: unknown): Error {
    this.fault ??= explainUpstreamError(error);
    return this.fault;
  }

  /** To be asked when tools have answered, before the next call of a model. */
  readonly isStoppedBetweenSteps = async (): Promise<boolean> => {
    this.awaitsStep = true;
    const { stopSignal, requestStop } = this.running;
    if (!stopSignal.aborted && (await this.wasStoppedElsewhere())) requestStop();
    return stopSignal.aborted;
  };

  /** A reply that was stopped before its first call of a model was settled has none. */
  get outcome(): Outcome {
    if (this.fault) return 'failed';
    // While a tool runs no call of a model is open that a stop would end.
    if (this.running.stopSignal.aborted && this.awaitsStep) return 'stopped';
    return this.settled.at(-1)?.outcome ?? 'stopped';
  }

  /** What ended it early, where it is complete. */
  get cutBy(): Cut | undefined {
    return this.outcome === 'complete' ? this.settled.at(-1)?.cutBy : undefined;
  }

  /** How it ended, and what it was billed for. Where it failed, another process may have billed it. */
  async ending(): Promise<MessageMetadata> {
    const usage = this.fault ? await this.readUsage() : replyUsage(this.settled);
    return { status: this.outcome, usage, cutBy: this.cutBy };
  }

  private async readUsage(): Promise<MessageMetadata['usage']> {
    try {
      return await readReplyUsage(this.db, this.ids.messageId);
    } catch (err) {
      log.error({ err, ...this.ids }, 'what a reply used could not be read');
      return undefined;
    }
  }

  /** Not known while the database is away. The next call of a model then fails, in its own way. */
  private async wasStoppedElsewhere(): Promise<boolean> {
    try {
      return await wasStopped(this.db, this.ids);
    } catch (err) {
      log.warn({ err, ...this.ids }, 'whether a reply was stopped could not be read');
      return false;
    }
  }
}
