import { expect, it } from 'vitest';
import { variables } from '@/lib/env';
import { forgetSettings, SETTINGS } from './settings';

it('has every variable that the app reads', () => {
  expect(SETTINGS).toEqual(expect.arrayContaining(Object.keys(variables)));
});

it('takes what a developer has set out of the environment, and leaves the rest', () => {
  const env = { PATH: '/bin', NODE_ENV: 'test', OPENAI_API_KEY: 'sk-x', GUESTS: 'off', VERCEL: '1' } as const;
  const left: NodeJS.ProcessEnv = { ...env };
  forgetSettings(left);
  expect(left).toEqual({ PATH: '/bin', NODE_ENV: 'test' });
});

// Half of the tests of sign-in failed where a developer had a key of OpenAI in their shell.
it('has been done to the environment of the tests', () => {
  expect(Object.keys(process.env).filter((name) => SETTINGS.includes(name))).toEqual(['LOG_LEVEL']);
});
