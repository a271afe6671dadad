import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the app is told by its environment. A test keeps `.env.example` complete; `lib/env.ts` can't be asked, because it
 * throws where a developer has set something wrong.
 */
export const SETTINGS: readonly string[] = [...namesIn('.env.example'), 'NEXTAUTH_URL', 'VERCEL'];

function namesIn(file: string): string[] {
  const text = readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
  return [...text.matchAll(/^# ([A-Z0-9_]+)=/gm)].flatMap(([, name]) => name ?? []);
}

/**
 * Takes out of an environment what a developer has set for their own app: it must not reach the tests. Not emptied only, as
 * OpenAI's client refuses to be loaded with an empty address.
 */
export function forgetSettings(env: NodeJS.ProcessEnv): void {
  for (const name of SETTINGS) delete env[name];
}
