import type { Page } from 'playwright-core';
import { z } from 'zod';
import { median, quantile } from '../support/statistics';

const SLOWDOWN = 4;
/** What the browser tells of: events that took at least 16 ms to be shown, and tasks of at least 50 ms. */
const SHORTEST_EVENT_MS = 16;
const SHORTEST_TASK_MS = 50;

/** Lets a page keep a record of itself, from the next address that it opens. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(WATCHER);
}

/** Slows the CPU of a page, as the developer tools do. */
export async function slowDown(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
}

/**
 * Waits until the last article of a page holds a text, in view, and is painted.
 *
 * @param articles how many there must be, if not any number
 * @param anywhere also where it is out of view, on a page that doesn't follow its end
 * @returns when the person last acted (a click or Enter), and when it was painted, in ms since 1970
 */
export async function painted(
  page: Page,
  wanted: { text: string; articles?: number; within?: string; anywhere?: boolean },
): Promise<{ actedAtMs: number; paintedAtMs: number }> {
  return paintSchema.parse(await page.evaluate(`watcher.painted(${JSON.stringify(wanted)})`));
}

const paintSchema = z.object({ actedAtMs: z.number(), paintedAtMs: z.number() });

export interface Fluency {
  /** At least 50. */
  longestTaskMs: number;
  /** The median of whole seconds. */
  framesPerSecond: number;
  /** From a key to the next paint, 95 of 100. */
  inputMs: number;
  keys: number;
}

export async function beginWatching(page: Page): Promise<void> {
  await page.evaluate('watcher.begin()');
}

/** @param keys how many were pressed since `beginWatching` */
export async function endWatching(page: Page, keys: number): Promise<Fluency> {
  const { tasksMs, framesMs, inputsMs } = recordSchema.parse(await page.evaluate('watcher.end()'));
  const unseen = Math.max(0, keys - inputsMs.length);
  return {
    longestTaskMs: Math.max(SHORTEST_TASK_MS, ...tasksMs),
    framesPerSecond: median(perSecond(framesMs)),
    inputMs: quantile([...inputsMs, ...Array(unseen).fill(SHORTEST_EVENT_MS)], 0.95),
    keys,
  };
}

const recordSchema = z.object({
  tasksMs: z.array(z.number()),
  framesMs: z.array(z.number()),
  inputsMs: z.array(z.number()),
});

/** How many frames there were in each whole second. */
function perSecond(framesMs: number[]): number[] {
  const startMs = framesMs[0] ?? 0;
  const seconds = Array(Math.floor(((framesMs.at(-1) ?? 0) - startMs) / 1000)).fill(0);
  for (const atMs of framesMs) {
    const second = Math.floor((atMs - startMs) / 1000);
    if (second < seconds.length) seconds[second] += 1;
  }
  return seconds;
}

/**
 * Runs in the browser, before the page: a text, because the compiler adds to functions what is not there. A task that
 * goes before all others, put there by what runs before a frame, comes right after that frame is painted.
 */
const WATCHER = `
  globalThis.watcher = { tasksMs: [], framesMs: [], inputsMs: new Map(), actedAtMs: 0, isOn: false };
  new PerformanceObserver((list) => {
    if (watcher.isOn) for (const entry of list.getEntries()) watcher.tasksMs.push(entry.duration);
  }).observe({ type: 'longtask' });
  new PerformanceObserver((list) => {
    if (!watcher.isOn) return;
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId) watcher.inputsMs.set(interactionId, Math.max(duration, watcher.inputsMs.get(interactionId) ?? 0));
    }
  }).observe({ type: 'event', durationThreshold: ${SHORTEST_EVENT_MS} });
  const acted = (event) => {
    if (event.type === 'click' || event.key === 'Enter') watcher.actedAtMs = performance.timeOrigin + event.timeStamp;
  };
  addEventListener('click', acted, { capture: true });
  addEventListener('keydown', acted, { capture: true });

  const frame = (atMs) => {
    if (!watcher.isOn) return;
    watcher.framesMs.push(atMs);
    requestAnimationFrame(frame);
  };
  watcher.begin = () => {
    watcher.tasksMs = [];
    watcher.framesMs = [];
    watcher.inputsMs = new Map();
    watcher.isOn = true;
    requestAnimationFrame(frame);
  };
  watcher.end = () => {
    watcher.isOn = false;
    const { tasksMs, framesMs, inputsMs } = watcher;
    return { tasksMs, framesMs, inputsMs: [...inputsMs.values()] };
  };

  const frameOf = (element) => {
    const up = element.parentElement;
    return !up || ['auto', 'scroll'].includes(getComputedStyle(up).overflowY) ? (up ?? document.body) : frameOf(up);
  };
  const isSaid = ({ text, articles, within }) => {
    const all = document.getElementsByTagName('article');
    const last = all[all.length - 1];
    if (!last || (articles !== undefined && all.length !== articles)) return false;
    return (within ? last.querySelector(within) : last)?.textContent.includes(text) ?? false;
  };
  const isInView = () => {
    const last = [...document.getElementsByTagName('article')].at(-1);
    if (!last) return false;
    const end = last.getBoundingClientRect().bottom;
    const view = frameOf(last).getBoundingClientRect();
    return end > view.top && end <= Math.min(view.bottom, innerHeight) + 1;
  };
  // What is said is told by the change itself: to look in every frame would make the page draw one after the other, and be
  // slower for it. What was said before a frame is in it; whether in view is known after it, as what follows the end
  // scrolls there between a frame's layout and its paint.
  watcher.painted = (wanted) => new Promise((resolve) => {
    const afterFrame = () => {
      const paintedAtMs = performance.timeOrigin + performance.now();
      if (wanted.anywhere || isInView()) resolve({ actedAtMs: watcher.actedAtMs, paintedAtMs });
      else requestAnimationFrame(look);
    };
    const look = () => void scheduler.postTask(afterFrame, { priority: 'user-blocking' });
    const changes = new MutationObserver(() => {
      if (!isSaid(wanted)) return;
      changes.disconnect();
      requestAnimationFrame(look);
    });
    if (isSaid(wanted)) requestAnimationFrame(look);
    else changes.observe(document, { subtree: true, childList: true, characterData: true });
  });
`;
