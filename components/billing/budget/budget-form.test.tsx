// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FormState } from '@/lib/form-state';
import { typeInto } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { BudgetForm } from './budget-form';

const save = vi.fn(async (_: FormState, _form: FormData): Promise<FormState> => ({}));

const page = reactRoot();

const show = (sum: string, stop: boolean) => page.show(<BudgetForm sum={sum} stop={stop} save={save} />);

const sumField = () => document.querySelector<HTMLInputElement>('#budget-sum');
const button = () => document.querySelector('button');

async function press() {
  button()?.focus();
  await act(async () => button()?.click());
}

const type = (text: string) => typeInto(sumField(), text);

/** As browsers do: happy-dom resets a form also where a listener prevents it. */
function letListenersPreventResets() {
  const { reset } = HTMLFormElement.prototype;
  vi.spyOn(HTMLFormElement.prototype, 'reset').mockImplementation(function (this: HTMLFormElement) {
    if (this.dispatchEvent(new Event('reset', { bubbles: true, cancelable: true }))) reset.call(this);
  });
}

beforeEach(letListenersPreventResets);

afterEach(() => {
  vi.restoreAllMocks();
  save.mockReset().mockResolvedValue({});
});

describe('the form of the budget', () => {
  it('keeps what was typed when it can’t be saved', async () => {
    save.mockResolvedValueOnce({ error: 'Write the sum in dollars, like 5 or 12.50.' });
    await show('5', false);
    await type('much');
    await press();
    expect(document.querySelector('[role=alert]')?.textContent).toContain('Write the sum');
    expect(sumField()?.value).toBe('much');
    await type('6');
    await press();
    await show('6', false);
    expect(document.querySelector('[role=alert]')).toBeNull();
    expect(sumField()?.value).toBe('6');
  });

  // The words stayed where they were, of which a screen reader says nothing.
  it('tells of a second refusal as of the first, also in the same words', async () => {
    save.mockImplementation(async () => ({ error: 'Write the sum in dollars, like 5 or 12.50.' }));
    await show('5', false);
    await type('much');
    await press();
    const first = document.querySelector('[role=alert]');
    await press();
    const second = document.querySelector('[role=alert]');
    expect(second).not.toBe(first);
    const description = sumField()?.getAttribute('aria-describedby');
    expect(document.querySelector(`#${description}`)?.textContent).toBe(second?.textContent);
    expect(second?.textContent).toContain('Write the sum');
  });

  it('shows what is saved, and keeps the focus on its button', async () => {
    await show('', false);
    await type('5.0');
    await press();
    expect(sumField()?.value).toBe('');
    await show('5', false);
    expect(save.mock.calls[0]?.[1].get('sum')).toBe('5.0');
    expect(sumField()?.value).toBe('5');
    expect(document.activeElement).toBe(button());
  });

  // The button read “Save” again, and that was all.
  it('says that it is saved, where screen readers listen, until something else is typed', async () => {
    await show('', false);
    const status = document.querySelector('[role=status]');
    expect(status?.textContent).toBe('');
    await type('5');
    await press();
    await show('5', false);
    expect(document.querySelector('[role=status]')).toBe(status);
    expect(status?.textContent).toBe('Saved');
    await type('6');
    expect(status?.textContent).toBe('');
    save.mockResolvedValueOnce({ error: 'Write the sum in dollars, like 5 or 12.50.' });
    await press();
    expect(status?.textContent).toBe('');
  });
});
