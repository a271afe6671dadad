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
  [`Could not reach ${upstream.baseUrl}/models.`, 'Could not reach […]/models.'],
  ['A user-specified project of an org-wide plan.', 'A user-specified project of an org-wide plan.'],
])('%j tells nothing of our account', (said, passed) => {
  expect(withoutSecrets(said)).toBe(passed);
});
