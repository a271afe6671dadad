// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { useKeptFocus } from './use-kept-focus';

const { show } = reactRoot();

function Chat({ children }: { children?: ReactNode }) {
  useKeptFocus();
  return (
    <main>
      {children}
      <form>
        <textarea data-composer aria-label="Message" />
        <button type="submit" aria-label="Send" />
      </form>
    </main>
  );
}

/** A version of the second message of a chat. */
const version = (name: string, buttons = ['Previous version', 'Next version']) => (
  <li key={name} data-place="1">
    {buttons.map((label) => (
      <button key={label} type="button" id={`${name}: ${label}`} aria-label={label} />
    ))}
  </li>
);
const suggestion = <button type="button">What is a token?</button>;

const focus = (label: string) => act(async () => find(label)?.focus());
const find = (label: string) =>
  [...document.querySelectorAll<HTMLElement>('button, textarea')].find(
    (each) => each.getAttribute('aria-label') === label || each.textContent === label,
  );
const focused = () => document.activeElement?.id || document.activeElement?.getAttribute('aria-label');

beforeEach(() => void vi.stubGlobal('matchMedia', () => ({ matches: false })));

// The focus fell to the top of the page, from where a keyboard has a long way back.
describe('the focus, when what has it goes', () => {
  it('is on the same arrow of the version that is shown now', async () => {
    await show(<Chat>{version('one')}</Chat>);
    await focus('Next version');
    await show(<Chat>{version('two')}</Chat>);
    expect(focused()).toBe('two: Next version');
  });

  it('is in the composer when nothing of that name is there any more', async () => {
    await show(<Chat>{version('one')}</Chat>);
    await focus('Next version');
    await show(<Chat>{version('two', ['Answer again'])}</Chat>);
    expect(focused()).toBe('Message');
  });

  it('is in the composer after a suggestion was sent, or on its button where a keyboard would open', async () => {
    await show(<Chat>{suggestion}</Chat>);
    await focus('What is a token?');
    await show(<Chat />);
    expect(focused()).toBe('Message');
    vi.stubGlobal('matchMedia', (query: string) => ({ matches: query === '(pointer: coarse)' }));
    await show(<Chat>{suggestion}</Chat>);
    await focus('What is a token?');
    await show(<Chat />);
    expect(focused()).toBe('Send');
  });

  it('stays where the person has put it since, and away where they gave it up', async () => {
    await show(<Chat>{[suggestion, version('one')]}</Chat>);
    await focus('What is a token?');
    await focus('Next version');
    await show(<Chat>{version('one')}</Chat>);
    expect(focused()).toBe('one: Next version');

    await act(async () => {
      document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
      find('Next version')?.blur();
    });
    await show(<Chat />);
    expect(document.activeElement).toBe(document.body);
  });
});
