// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { modelChoice } from '@/lib/models/testing/model-choice';
import { press } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { estimateMessage } from '../spend/estimate';
import type { KeptMessage } from './kept-list';
import { QueueList } from './queue-list';

const { show } = reactRoot();
const onSend = vi.fn<(queued: KeptMessage) => void>();
const waiting = (text: string): KeptMessage => ({ id: text, text, files: [] });
const status = () => document.querySelector('[role=status]');

const list = (queue: KeptMessage[], firstEstimate?: ReturnType<typeof estimateMessage>) => (
  <QueueList queue={queue} canSend firstEstimate={firstEstimate} onSend={onSend} onRemove={() => undefined} />
);

beforeEach(() => void onSend.mockReset());

// It came into the page with its words, and was often not read out.
it('says why the next message waits where a screen reader has listened before', async () => {
  await show(list([]));
  const region = status();
  expect(region?.textContent).toBe('');
  await show(
    list([waiting('One?')], estimateMessage(modelChoice({ input: '10', output: '40' }), 40_000, null)),
  );
  expect(status()).toBe(region);
  expect(region?.textContent).toMatch(/^The next message may cost .*, so it waits for you to send it\.$/);
});

// All had the same name.
it('has a button for each message that says which it sends', async () => {
  await show(list([waiting('One?'), waiting('Two?')]));
  await press('Send “Two?” now');
  expect(onSend.mock.calls).toEqual([[waiting('Two?')]]);
});
