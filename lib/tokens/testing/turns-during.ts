import { setImmediate as turn } from 'node:timers/promises';

/** How often others have their turn while this is worked on. What waits for a thread gives them many, too. */
export async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isWorking = true;
  const ended = work.finally(() => {
    isWorking = false;
  });
  const others = (async () => {
    for (await turn(); isWorking; await turn()) turns += 1;
  })();
  await Promise.all([ended, others]);
  return turns;
}
