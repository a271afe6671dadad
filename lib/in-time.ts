/**
 * What comes of some work, if it comes in time. Work that takes longer goes on, and what comes of it is nobody's any more.
 *
 * @throws what `late` makes, where it takes longer
 */
export function inTime<T>(limitMs: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), limitMs);
  });
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}
