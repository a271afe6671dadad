import { type Env, env } from '../env';

/** Whether the built-in demo answers: neither OpenAI nor another server is set up. */
export function demoAnswers(settings: Pick<Env, 'OPENAI_API_KEY' | 'OPENAI_BASE_URL'> = env): boolean {
  return !settings.OPENAI_API_KEY && !settings.OPENAI_BASE_URL;
}
