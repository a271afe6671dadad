import { beforeEach, describe, expect, it } from 'vitest';
import { StartedParts } from './started-parts';

describe('the parts that a suite has started', () => {
  let parts: StartedParts;
  let ended: string[];
  beforeEach(() => {
    parts = new StartedParts();
    ended = [];
  });
  const end = async (name: string) => void ended.push(name);

  it('are ended in the reverse order, and once', async () => {
    expect(await parts.start(Promise.resolve('the app'), end)).toBe('the app');
    await parts.start(Promise.resolve('the browser'), end);
    await parts.end();
    await parts.end();
    expect(ended).toEqual(['the browser', 'the app']);
  });

  // It was known to nobody, and outlived the run.
  it('are ended where one beside them did not start', async () => {
    const failed: Promise<string> = Promise.reject(new Error('No browser.'));
    const both = [parts.start(Promise.resolve('the app'), end), parts.start(failed, end)];
    await expect(Promise.all(both)).rejects.toThrow('No browser.');
    await parts.end();
    expect(ended).toEqual(['the app']);
  });

  it('are waited for where they have not started yet', async () => {
    let start = (_name: string) => {};
    const slow = new Promise<string>((done) => {
      start = done;
    });
    void parts.start(slow, end);
    const over = parts.end();
    start('the app');
    await over;
    expect(ended).toEqual(['the app']);
  });

  it('are ended where one can’t be, which is said then', async () => {
    await parts.start(Promise.resolve('the app'), end);
    parts.atEnd(() => Promise.reject(new Error('The browser hangs.')));
    await expect(parts.end()).rejects.toThrow('The browser hangs.');
    expect(ended).toEqual(['the app']);
  });
});
