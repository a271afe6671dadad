// @vitest-environment happy-dom
import { act, useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { SendButton } from './send-button';

const { show } = reactRoot();

let done: string[];
let endReply: () => void;

/** As the composer does: whatever submits sends, or stops the reply under way. */
function Form({ isReplying = false }: { isReplying?: boolean }) {
  const [phase, setPhase] = useState<'idle' | 'replying'>(isReplying ? 'replying' : 'idle');
  endReply = () => setPhase('idle');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        done.push(phase === 'idle' ? 'sent' : 'stopped');
        setPhase(phase === 'idle' ? 'replying' : 'idle');
      }}
    >
      <SendButton phase={phase} canSend />
    </form>
  );
}

const button = () => document.querySelector('button');
/** Nothing else takes time. */
const pass = (ms: number) => vi.advanceTimersByTime(ms);
const press = () =>
  act(async () => button()?.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true })));
const release = () =>
  act(async () => button()?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })));

async function click() {
  await press();
  pass(80);
  await release();
}

/** What a browser does with a key: a button is clicked by Enter each time that the key comes, held or not. */
const enter = (init: KeyboardEventInit = {}) =>
  act(async () => {
    const key = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init });
    if (button()?.dispatchEvent(key)) button()?.click();
  });

beforeEach(() => {
  done = [];
  vi.useFakeTimers({ toFake: ['performance'] });
  // React takes no time of an event for 0.
  pass(1_000);
});

afterEach(() => void vi.useRealTimers());

describe('the button that sends, and stops', () => {
  it('sends, and stops as soon as a message was sent otherwise', async () => {
    await show(<Form />);
    await click();
    expect(done).toEqual(['sent']);
    await show(<Form key="by a key" isReplying />);
    await click();
    expect(done).toEqual(['sent', 'stopped']);
  });

  // The question ended as “Stopped”, and its prompt was billed.
  it('does not stop by the second click of two', async () => {
    await show(<Form />);
    await click();
    pass(150);
    await click();
    expect(done).toEqual(['sent']);
    pass(500);
    await click();
    expect(done).toEqual(['sent', 'stopped']);
  });

  // What stood in the field was sent, and billed.
  it('does not send where a reply that was to be stopped ends as it is pressed', async () => {
    await show(<Form isReplying />);
    await press();
    await act(async () => endReply());
    await release();
    expect(done).toEqual([]);
  });

  it('does not send where a reply that was to be stopped ended just before', async () => {
    await show(<Form isReplying />);
    await act(async () => endReply());
    pass(200);
    await click();
    expect(done).toEqual([]);
    pass(500);
    await click();
    expect(done).toEqual(['sent']);
  });

  it('is pressed by a key like by a pointer, and once where the key is held down', async () => {
    await show(<Form />);
    await enter();
    pass(600);
    await enter({ repeat: true });
    expect(done).toEqual(['sent']);
    await enter();
    expect(done).toEqual(['sent', 'stopped']);
    pass(200);
    await enter();
    expect(done).toEqual(['sent', 'stopped']);
  });

  it('is pressed at once by who has neither, as with a screen reader', async () => {
    await show(<Form />);
    await release();
    await release();
    expect(done).toEqual(['sent', 'stopped']);
  });

  // The click that came without a press was judged by the time of that one.
  it('forgets a press by a mouse that left it', async () => {
    await show(<Form isReplying />);
    await press();
    await act(async () =>
      button()?.dispatchEvent(
        new PointerEvent('pointerout', { bubbles: true, relatedTarget: document.body, pointerType: 'mouse' }),
      ),
    );
    await act(async () => endReply());
    pass(600);
    await release();
    expect(done).toEqual(['sent']);
  });
});
