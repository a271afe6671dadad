// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FormState } from '@/lib/form-state';
import { press } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { KeyDialog } from './key-dialog';

const { show } = reactRoot();
const onClose = vi.fn();

let answer: (state: FormState<string>) => void;

beforeEach(async () => {
  onClose.mockReset();
  const answered = new Promise<FormState<string>>((resolve) => {
    answer = resolve;
  });
  await show(
    <KeyDialog title="New API key" action={() => answered} submit="Create the key" onClose={onClose}>
      <input name="name" />
    </KeyDialog>,
  );
});

// React ends no action while another is under way, were it of another test.
afterEach(() => answerWith({}));

const find = (selector: string) => document.querySelector<HTMLElement>(selector);

const answerWith = (state: FormState<string>) => act(async () => answer(state));

/** All that closes other dialogs by a slip, and “Cancel”. */
async function slip() {
  await press('Cancel');
  await act(async () => {
    find('button[aria-label="Close"]')?.click();
    for (const type of ['pointerdown', 'click']) {
      find('dialog')?.dispatchEvent(new Event(type, { bubbles: true }));
    }
  });
}

// One click beside it, and a key that is shown only once was lost.
describe('a new key', () => {
  it('is not lost by a slip while it is made', async () => {
    await press('Create the key');
    await slip();
    expect(find('dialog')?.getAttribute('closedby')).toBe('none');
    expect(onClose).not.toHaveBeenCalled();
  });

  it('is shown until “Done”, and nothing else takes it away', async () => {
    await press('Create the key');
    await answerWith({ value: 'tt_live_secret' });
    await slip();
    expect(find('dialog')?.getAttribute('closedby')).toBe('none');
    expect(find('code')?.textContent).toBe('tt_live_secret');
    expect(onClose).not.toHaveBeenCalled();
    await press('Done');
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('has the focus on its words, which the form had', async () => {
    await press('Create the key');
    await answerWith({ value: 'tt_live_secret' });
    expect(document.activeElement?.textContent).toBe(
      'Copy the key now: it is shown only this once, and we keep no copy.',
    );
  });
});

describe('the form of a key', () => {
  it('closes by “Cancel” while nothing is on its way', async () => {
    await press('Cancel');
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('closes again once there is no key', async () => {
    await press('Create the key');
    await answerWith({ error: 'Give the key a name.' });
    expect(find('[role=alert]')?.textContent).toBe('Give the key a name.');
    await press('Cancel');
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('says why there is none as often as there is none', async () => {
    const refusing = async () => ({ error: 'Give the key a name.' });
    await show(
      <KeyDialog key="refusing" title="" action={refusing} submit="Create the key" onClose={onClose}>
        <input name="name" />
      </KeyDialog>,
    );
    await press('Create the key');
    const first = find('[role=alert]');
    await press('Create the key');
    const second = find('[role=alert]');
    expect(second?.textContent).toBe('Give the key a name.');
    expect(second).not.toBe(first);
  });
});
