// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { press } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { ActionForm } from './action-form';
import { SubmitButton } from './submit-button';

const { show } = reactRoot();

// The words stood there already, and a screen reader said nothing of the second wrong password.
it('says why it was refused as often as it is', async () => {
  await show(
    <ActionForm action={async () => ({ error: 'Check both and try again.' })} className="">
      <SubmitButton className="">Sign in</SubmitButton>
    </ActionForm>,
  );
  const alerts: (Element | null)[] = [];
  for (let times = 0; times < 2; times++) {
    await press('Sign in');
    alerts.push(document.querySelector('[role=alert]'));
    expect(alerts.at(-1)?.textContent).toBe('Check both and try again.');
  }
  expect(alerts[1]).not.toBe(alerts[0]);
});
