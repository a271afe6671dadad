/** Something that is not begun again while it is under way: who asks for it then waits for the same end. */
export function oneAtATime<Args extends unknown[]>(
  run: (...args: Args) => Promise<void>,
): (...args: Args) => Promise<void> {
  let underWay: Promise<void> | undefined;
  return (...args) => {
    underWay ??= run(...args).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
