import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { asId, type GenerationId } from '../ids';
import { persist } from './persist';

const generationId = asId<GenerationId>('0192f0c5-0000-7000-8000-000000000000');
const atOnce = () => Promise.resolve();

/** A write that fails with each of these codes in turn, and is then done. */
function failingWith(codes: string[]) {
  const left = [...codes];
  return async () => {
    const code = left.shift();
    if (code) throw new DrizzleQueryError('settle', [], Object.assign(new Error(code), { code }));
    return 'written';
  };
}

const times = (count: number, code: string) => Array.from({ length: count }, () => code);

describe('the end of a generation', () => {
  it.each([
    'ECONNREFUSED',
    'EAI_AGAIN',
    'ENETUNREACH',
    'EPIPE',
    'CONNECT_TIMEOUT',
    '57P03',
    '53300',
    '25006',
    // No disk, no memory, locks and limits of time: these were given up with the faults of ours, and the bill was lost.
    '53100',
    '53200',
    '40001',
    '40P01',
    '55P03',
    '57014',
  ])('is written when the database is back, however long it was away or had no room (%s)', async (code) => {
    await expect(persist(generationId, failingWith(times(200, code)), atOnce)).resolves.toBe('written');
  });

  // The reply stayed open, and was said to be alive, for as long as the system kept the connection.
  it('is written on another connection when one has gone silent', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const write = vi
      .fn<() => Promise<string>>()
      .mockReturnValueOnce(new Promise(() => {}))
      .mockResolvedValue('written');
    const written = persist(generationId, write, atOnce);
    await vi.advanceTimersByTimeAsync(10_000);
    await expect(written).resolves.toBe('written');
  });

  it('takes two connections at most when it waits for a lock, and whichever is answered first counts', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    let unlock = (_: string) => {};
    const write = vi
      .fn<() => Promise<string>>()
      .mockReturnValueOnce(
        new Promise((resolve) => {
          unlock = resolve;
        }),
      )
      .mockReturnValue(new Promise(() => {}));
    const written = persist(generationId, write, atOnce);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(write).toHaveBeenCalledTimes(2);
    unlock('written');
    await expect(written).resolves.toBe('written');
  });

  it('is left to the recovery when the database refuses it again and again', async () => {
    await expect(persist(generationId, failingWith(times(200, '23514')), atOnce)).rejects.toThrow();
  });

  // Attempts while it was away were counted with the refusals: the first one after an outage gave up.
  it('is written though the database refuses it once after it was away', async () => {
    const write = failingWith([...times(50, 'ECONNREFUSED'), 'XX000', ...times(50, 'ECONNREFUSED'), 'XX000']);
    await expect(persist(generationId, write, atOnce)).resolves.toBe('written');
  });
});
