// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { ChatTotal } from './chat-total';

const { show } = reactRoot();

// Where every reply was unpriced it told the cost of the title alone, as if that were all.
it('the total of a chat says that some of it has no price', async () => {
  await show(<ChatTotal total={{ tokens: 41_000, costPico: '60000000', unpricedRequests: 3 }} />);
  expect(document.body.textContent).toBe('This chat cost $0.00006 + unpriced · 41,000 tokens');
  await show(<ChatTotal total={{ tokens: 41_000, costPico: '60000000', unpricedRequests: 0 }} />);
  expect(document.body.textContent).toBe('This chat cost $0.00006 · 41,000 tokens');
});
