import { expect, it } from 'vitest';
import { withoutSecrets } from './openai-client';
import { upstream } from './upstream';

it.each([
  ['Incorrect API key provided: sk-proj-abc123def456ghi789.', 'Incorrect API key provided: […].'],
  ['Incorrect API key provided: sk-pr*****ghi7.', 'Incorrect API key provided: […].'],
  [
    'Rate limit reached in organization org-AbCdEf123456 on requests.',
    'Rate limit reached in organization […] on requests.',
  ],
  ['Project `proj_AbCdEf123456` does not have access to it.', 'Project `[…]` does not have access to it.'],
  // xAI’s passed.
  [
    'Incorrect API key provided: xa***op. You can obtain an API key from the console.',
    'Incorrect API key provided: […]. You can obtain an API key from the console.',
  ],
  [
    'Too many tokens for team e9fe19cb-04ab-4c7e-9d0a-6b4e5f3c2a10 and model grok-4-0709.',
    'Too many tokens for team […] and model grok-4-0709.',
  ],
  // One of more than 40 characters passed.
  [`Incorrect API key provided: ${'a1'.repeat(30)}***op.`, 'Incorrect API key provided: […].'],
  [`Could not reach ${upstream.baseUrl}/models.`, 'Could not reach […]/models.'],
  ['A user-specified project of an org-wide plan.', 'A user-specified project of an org-wide plan.'],
])('%j tells nothing of our account', (said, passed) => {
  expect(withoutSecrets(said)).toBe(passed);
});
