// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { modelChoice } from '@/lib/models/testing/model-choice';
import { reactRoot } from '@/tests/support/react-root';
import { estimateMessage } from './estimate';
import SpendDialog from './spend-dialog';

const { show } = reactRoot();

async function asked(tools: boolean) {
  const model = modelChoice({ input: '10', output: '50' }, { tools, replyTokens: 8_000 });
  const estimate = estimateMessage(model, 40_000, null);
  if (!estimate) throw new Error('A model with a price has an estimate.');
  await show(<SpendDialog model={model} question={{ estimate, answer: () => undefined }} />);
  const dialog = document.querySelector('dialog');
  return { title: dialog?.querySelector('h2')?.textContent, text: dialog?.textContent };
}

// “This is the most”, it said, and in the next sentence that tools add to it.
it('calls the sum the most only where no tool can add to it', async () => {
  const withTools = await asked(true);
  expect(withTools.title).toBe('This may cost about $0.80, more if it uses tools');
  expect(withTools.text).toContain('Each use of a tool asks the model again');
  expect(withTools.text).not.toContain('the most');

  const without = await asked(false);
  expect(without.title).toBe('This may cost up to about $0.80');
  expect(without.text).toContain('This is the most');
  expect(without.text).not.toContain('tool');
});
