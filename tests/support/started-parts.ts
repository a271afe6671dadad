/**
 * The parts that a suite starts, to be ended when it is over, also where another did not start. The browser comes after the
 * app, and so ends before it: an idle connection of the browser's holds an app that is to end.
 *
 *     const parts = new StartedParts();
 *     beforeAll(async () => { app = await parts.start(startApp(), (each) => each.stop()); });
 *     afterAll(() => parts.end());
 */
export class StartedParts {
  readonly #ends: (() => Promise<unknown>)[] = [];

  /** Keeps a part in mind from when it begins to start: a hook whose time is up does not wait for it. */
  start<Part>(starting: Promise<Part>, end: (part: Part) => Promise<unknown>): Promise<Part> {
    this.atEnd(() => starting.then(end, leaveWhatNeverStarted));
    return starting;
  }

  /** Keeps in mind what is to be done when all is over. */
  readonly atEnd = (end: () => Promise<unknown>): void => {
    this.#ends.push(end);
  };

  /**
   * Ends all of them, the last one first. An end that fails keeps no other from its own, and is thrown then; one that never
   * comes does keep those that were started before.
   */
  async end(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.#ends.splice(0).toReversed())
      await end().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, `Could not be ended: ${failures.join(', ')}`);
  }
}

/** Who started it was told why it did not. */
function leaveWhatNeverStarted(): void {}
