// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { late } from './late';
import { showToast } from './toast/show-toast';

vi.mock('./toast/show-toast', () => ({ showToast: vi.fn() }));

const code = { default: ({ name }: { name: string }) => <p>Hello {name}</p> };
const load = vi.fn(async () => code);

const page = reactRoot();
let Greeting: ReturnType<typeof late<typeof code>>;

const show = (props: { failed?: React.ReactNode; onFail?: () => void } = {}) =>
  page.show(
    <Greeting fallback="Loading…" {...props}>
      {({ default: Hello }) => <Hello name="Ada" />}
    </Greeting>,
  );
const hide = () => page.show(null);
const shown = () => document.body.textContent;

beforeEach(() => {
  Greeting = late(load);
});

afterEach(() => void vi.clearAllMocks());

it('shows what it loads, and loads it once', async () => {
  await show();
  expect(shown()).toBe('Hello Ada');
  await hide();
  await show();
  expect(shown()).toBe('Hello Ada');
  expect(load).toHaveBeenCalledOnce();
});

it('shows something else when it can’t be loaded, and tries again when it is shown again', async () => {
  load.mockRejectedValueOnce(new Error('offline'));
  await show({ failed: 'Not loaded.' });
  expect(shown()).toBe('Not loaded.');
  expect(showToast).not.toHaveBeenCalled();
  await hide();
  await show({ failed: 'Not loaded.' });
  expect(shown()).toBe('Hello Ada');
});

it('says so in a note where what was opened is closed again', async () => {
  load.mockRejectedValueOnce(new Error('offline'));
  const onFail = vi.fn();
  await show({ onFail });
  expect(onFail).toHaveBeenCalledOnce();
  expect(showToast).toHaveBeenCalledWith(expect.stringContaining('That could not be loaded.'));
});

it('is there at once when it was loaded before, and a failure then is no failure', async () => {
  load.mockRejectedValueOnce(new Error('offline'));
  await act(async () => Greeting.preload());
  await act(async () => Greeting.preload());
  await show();
  expect(shown()).toBe('Hello Ada');
  expect(load).toHaveBeenCalledTimes(2);
});
