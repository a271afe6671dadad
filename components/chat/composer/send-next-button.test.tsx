// @vitest-environment happy-dom
import { act, useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { SendNextButton } from './send-next-button';

const { show } = reactRoot();

/** As the composer does: there is something to send next while a reply comes, and until that was done. */
function Form({ isReplying = true }: { isReplying?: boolean }) {
  const [isEmpty, setIsEmpty] = useState(false);
  return (
    <form>
      <textarea data-composer aria-label="Message" />
      {isReplying && !isEmpty && <SendNextButton onSend={() => setIsEmpty(true)} />}
      <button type="submit" aria-label="Stop" />
    </form>
  );
}

const find = (label: string) => document.querySelector<HTMLElement>(`[aria-label="${label}"]`);
const focus = (label: string) => act(async () => find(label)?.focus());
const focused = () => document.activeElement?.getAttribute('aria-label');

beforeEach(() => void vi.stubGlobal('matchMedia', () => ({ matches: false })));

// It fell to the top of the page, from where a keyboard has a long way back.
describe('the focus of who sends next by the button', () => {
  it('is in the field when that was done', async () => {
    await show(<Form />);
    await focus('Send next');
    await act(async () => find('Send next')?.click());
    expect(find('Send next')).toBeNull();
    expect(focused()).toBe('Message');
  });

  it('is on the button beside it where the field would open the keyboard of a screen', async () => {
    vi.stubGlobal('matchMedia', (query: string) => ({ matches: query === '(pointer: coarse)' }));
    await show(<Form />);
    await focus('Send next');
    await act(async () => find('Send next')?.click());
    expect(focused()).toBe('Stop');
  });

  it('is in the field when the reply has ended before', async () => {
    await show(<Form />);
    await focus('Send next');
    await show(<Form isReplying={false} />);
    expect(focused()).toBe('Message');
  });

  it('stays where it is when the button goes', async () => {
    await show(<Form />);
    await focus('Stop');
    await show(<Form isReplying={false} />);
    expect(focused()).toBe('Stop');
  });
});
