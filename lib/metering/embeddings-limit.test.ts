import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, newUser } from '@/tests/support/metering';
import { picoUsd } from '../money';
import { AllowanceExceededError } from './errors';
import { reserve } from './reserve';

describeOnDatabases('a call without output, of a model whose output has a price', (db) => {
  // A shortfall of less than an output token’s price was rounded to none.
  it('is refused when the limit does not pay for its prompt', async () => {
    const demand = { promptTokens: 10, maxOutputTokens: 0 };
    // At $0.25 per million the prompt is 2,500,000 pico-dollars; an output token is 2,000,000.
    const within = async (allowancePico: bigint) =>
      reserve(db(), callOf(await newUser(db()), { allowancePico: picoUsd(allowancePico) }), demand);
    await expect(within(750_000n)).rejects.toThrow(AllowanceExceededError);
    await expect(within(2_499_999n)).rejects.toThrow(AllowanceExceededError);
    await expect(within(2_500_000n)).resolves.toMatchObject({ maxOutputTokens: 0 });
  });
});
