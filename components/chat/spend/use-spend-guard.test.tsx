// @vitest-environment happy-dom
import { act } from 'react';
import { expect, it } from 'vitest';
import { newId, type UserId } from '@/lib/ids';
import { modelChoice } from '@/lib/models/testing/model-choice';
import { reactRoot } from '@/tests/support/react-root';
import { useSpendGuard } from './use-spend-guard';

const { show } = reactRoot();
const DEAR = modelChoice({ input: '1000', output: '1000' });
let guard: ReturnType<typeof useSpendGuard>;

function Chat() {
  guard = useSpendGuard(newId<UserId>(), DEAR, '', null);
  return null;
}

// An edit waited for its answer for ever: its field stayed locked.
it('asks only about the last of two expensive messages, and the other is not sent', async () => {
  await show(<Chat />);
  const answers: Record<string, boolean> = {};
  const ask = (text: string) =>
    act(async () => {
      void guard.allows([], { text, files: [] }).then((isSent) => {
        answers[text] = isSent;
      });
    });
  await ask('One?');
  await ask('Two?');
  expect(answers).toEqual({ 'One?': false });
  await act(async () => guard.question?.answer(true));
  expect(answers).toEqual({ 'One?': false, 'Two?': true });
  expect(guard.question).toBeUndefined();
});
