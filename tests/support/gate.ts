export type Gate = {
  /** Keeps what comes from passing, until it is opened. */
  shut(): void;
  open(): void;
  /** Resolves as soon as the gate is open. */
  passed(): Promise<void>;
};

export function createGate(): Gate {
  let passed = Promise.resolve();
  let open = () => {};
  return {
    shut() {
      open();
      passed = new Promise((resolve) => {
        open = resolve;
      });
    },
    open: () => open(),
    passed: () => passed,
  };
}
