/** A meter was changed after it was looked up, and its rollup removed. Look it up again. */
export class RollupGoneError extends Error {
  constructor() {
    super('The rollup that was to answer is gone: its meter was changed or deleted in the meantime.');
    this.name = 'RollupGoneError';
  }
}
