import { inTime } from '../db/in-time';
import type { Database } from '../db/types';
import { BEAT_MS } from '../heartbeat';
import type { GenerationId } from '../ids';
import { log } from '../log';
import { type Checkpoint, saveCheckpoints } from './checkpoint';

const INTERVAL_MS = 250;
/** A row that somebody else has for longer is told of: its generation counts as dead before long. */
const LONG_LOCKED_MS = 5_000;
/** What takes longer, as on a connection that has gone silent, is tried again on another one. */
const SLOW_MS = 3_000;

/** A generation under way, as the checkpointer sees it. */
export interface Checkpointed {
  readonly id: GenerationId;
  /** Takes what came since the last time. */
  takeCheckpoint(): Checkpoint;
  /** Whether anything came since then. */
  isDirty(): boolean;
  /** What was taken is saved: it is billed even if the process dies now. */
  checkpointSaved(checkpoint: Checkpoint): void;
  /** Gives back what was taken, when it could not be saved. */
  returnCheckpoint(checkpoint: Checkpoint): void;
  /** A person asked to stop it, perhaps on another instance. */
  requestStop(): void;
  /** It has ended without its process' doing. */
  lose(): void;
}

interface Active {
  generation: Checkpointed;
  savedAtMs: number;
  /** Since when somebody else has its row. */
  lockedSinceMs?: number;
  isLockTold: boolean;
}

/** Saves the checkpoints of all generations of this process together, while there are any. */
export class Checkpointer {
  private readonly active = new Map<GenerationId, Active>();
  private timer: NodeJS.Timeout | undefined;
  private saving: Promise<void> | undefined;

  constructor(private readonly db: () => Promise<Database>) {}

  add(generation: Checkpointed): void {
    this.active.set(generation.id, { generation, savedAtMs: performance.now(), isLockTold: false });
    this.timer ??= setInterval(() => void this.flush(), INTERVAL_MS).unref();
  }

  remove(id: GenerationId): void {
    this.active.delete(id);
    if (this.active.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** The generations that run in this process. */
  ids(): GenerationId[] {
    return [...this.active.keys()];
  }

  /** Saves what came since the last time. Never throws: what could not be saved is kept for the next time. */
  async flush(): Promise<void> {
    // One at a time, so that the pieces of a text arrive in order.
    await this.saving;
    this.saving ??= this.save().finally(() => {
      this.saving = undefined;
    });
    await this.saving;
  }

  private async save(): Promise<void> {
    // One with nothing new is still said to be alive.
    const due = [...this.active.values()].filter(
      ({ generation, savedAtMs }) => generation.isDirty() || performance.now() - savedAtMs >= BEAT_MS,
    );
    if (due.length === 0) return;
    const taken = due.map((entry) => ({ ...entry, checkpoint: entry.generation.takeCheckpoint() }));
    try {
      const checkpoints = taken.map(({ checkpoint }) => checkpoint);
      const saving = this.db().then((db) => saveCheckpoints(db, checkpoints));
      const open = await inTime(SLOW_MS, saving);
      for (const { generation, checkpoint } of taken) {
        const state = open.get(generation.id);
        if (state && !state.isSaved) this.skipped(generation, checkpoint);
        else this.saved(generation, checkpoint);
        // What ended meanwhile by its own doing is not here any more.
        if (!this.active.has(generation.id)) continue;
        if (!state) generation.lose();
        else if (state.stop) generation.requestStop();
      }
    } catch (error) {
      for (const { generation, checkpoint } of taken) generation.returnCheckpoint(checkpoint);
      log.error(
        { err: error, generations: taken.length },
        'checkpoints could not be saved; they are kept for the next try',
      );
    }
  }

  private saved(generation: Checkpointed, checkpoint: Checkpoint): void {
    generation.checkpointSaved(checkpoint);
    const entry = this.active.get(generation.id);
    if (!entry) return;
    entry.savedAtMs = performance.now();
    entry.lockedSinceMs = undefined;
  }

  /** Its row is locked: by somebody else, or by its own end, which waits for the person's account. */
  private skipped(generation: Checkpointed, checkpoint: Checkpoint): void {
    generation.returnCheckpoint(checkpoint);
    const entry = this.active.get(generation.id);
    if (!entry) return;
    entry.lockedSinceMs ??= performance.now();
    if (entry.isLockTold || performance.now() - entry.lockedSinceMs < LONG_LOCKED_MS) return;
    entry.isLockTold = true;
    log.warn({ generationId: generation.id }, 'the row of a generation is locked; its checkpoints wait');
  }
}
