// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { focusLastPencil } from './focus-last-pencil';

beforeEach(() => {
  document.body.innerHTML = `
    <ol>
      <li><button id="first" aria-label="Edit message"></button></li>
      <li><button id="last" aria-label="Edit message"></button></li>
      <li><button aria-label="Answer again"></button></li>
    </ol>
    <textarea></textarea>`;
});

describe('after a message was edited and sent', () => {
  it('the focus is where the new one can be edited', () => {
    focusLastPencil(document.querySelector('ol'));
    expect(document.activeElement?.id).toBe('last');
  });

  it('a focus that is elsewhere stays there', () => {
    document.querySelector('textarea')?.focus();
    focusLastPencil(document.querySelector('ol'));
    expect(document.activeElement?.tagName).toBe('TEXTAREA');
  });
});
