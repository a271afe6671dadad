// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { modelChoice } from '@/lib/models/testing/model-choice';
import { reactRoot } from '@/tests/support/react-root';
import { Suggestions } from './suggestions';

const { show } = reactRoot();
const OWN_USAGE = 'What have I spent this month?';

// Without the tool that reads it, the answer was made up.
it.each([true, false])('asks for the own usage only a model with tools: %s', async (tools) => {
  await show(<Suggestions model={modelChoice(null, { tools })} onPick={() => undefined} />);
  const offered = [...document.querySelectorAll('button')].map(({ textContent }) => textContent);
  expect(offered).toHaveLength(4);
  expect(offered.includes(OWN_USAGE)).toBe(tools);
});
