// @vitest-environment happy-dom
import type { ToolUIPart } from 'ai';
import { describe, expect, it } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { ToolCard } from './tool-card';

const { show } = reactRoot();

const call = { type: 'tool-calculator', toolCallId: '1', title: 'Calculator' } as const;
const input = { expression: '1/0' };
const asked: ToolUIPart = { ...call, state: 'input-available', input };
const failed: ToolUIPart = { ...call, state: 'output-error', input, errorText: 'That divides by zero.' };
const denied: ToolUIPart = {
  ...call,
  state: 'output-denied',
  input,
  approval: { id: '1', approved: false },
};

const shown = async (part: ToolUIPart, isGrowing: boolean) => {
  await show(<ToolCard part={part} isGrowing={isGrowing} />);
  return document.querySelector('summary')?.textContent;
};
/** What is folded: each value after its name. */
const values = () => [...document.querySelectorAll('dt, dd')].map(({ textContent }) => textContent);

describe('a tool says how it went', () => {
  it('it runs, while the reply goes on, with what it was given', async () => {
    expect(await shown(asked, true)).toBe('Calculator1/0Running…');
    expect(values()).toEqual(['Given', JSON.stringify(input, null, 2)]);
  });

  it('it runs, while what it is given still comes', async () => {
    expect(await shown({ ...call, state: 'input-streaming', input: undefined }, true)).toBe(
      'CalculatorRunning…',
    );
    expect(values()).toEqual(['Given', '—']);
  });

  // It never will answer: the reply broke off, or was stopped.
  it('it did not finish, where the reply has ended', async () => {
    expect(await shown(asked, false)).toBe('Calculator1/0Not finished');
  });

  it.each([true, false])('it is done, with what it gave: the reply goes on: %s', async (isGrowing) => {
    const done: ToolUIPart = { ...call, state: 'output-available', input, output: '∞' };
    expect(await shown(done, isGrowing)).toBe('Calculator1/0Done');
    expect(values().slice(2)).toEqual(['Result', '∞']);
  });

  it.each([true, false])('it failed, and why: the reply goes on: %s', async (isGrowing) => {
    expect(await shown(failed, isGrowing)).toBe('Calculator1/0Failed');
    expect(values().slice(2)).toEqual(['Error', 'That divides by zero.']);
  });

  it.each([true, false])('it was not allowed: the reply goes on: %s', async (isGrowing) => {
    expect(await shown(denied, isGrowing)).toBe('Calculator1/0Not allowed');
    expect(values()).toHaveLength(2);
  });
});
