import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import type { ModelChoice } from '@/lib/models';
import ApiDocsPage from './page';

const { listModels } = vi.hoisted(() => ({ listModels: vi.fn() }));
vi.mock('next/headers', () => ({ headers: async () => new Headers({ host: 'chat.example.com' }) }));
vi.mock('@/lib/auth', () => ({ requireUserPage: async () => ({ id: 'ada' }) }));
vi.mock('@/lib/models', () => ({ listModels }));
vi.mock('@/components/app-shell/app-shell', () => ({
  AppShell: ({ children }: { children: React.ReactNode }) => children,
}));
vi.mock('@/components/app-shell/page-header', () => ({ PageHeader: () => null }));

const choice: Pick<ModelChoice, 'id' | 'replyTokens'> = { id: 'gpt-5.4', replyTokens: 8_192 };

async function pageWith(choices: (typeof choice)[]): Promise<string> {
  listModels.mockResolvedValue(choices);
  return renderToStaticMarkup(await ApiDocsPage());
}

// It named `max_tokens`, which the models that think refuse.
it('says how long a reply is, and how to get a longer one', async () => {
  const page = await pageWith([choice]);
  expect(page).toContain('at most 8,192 tokens');
  expect(page).toContain('max_completion_tokens');
  expect(page).not.toContain('max_tokens');
  expect(page).toContain('Send it');
});

it('has the address that the page was reached at, in what is to be copied and in the call that is tried', async () => {
  const page = await pageWith([choice]);
  expect(page).toContain('>http://chat.example.com/v1<');
  expect(page.split('curl http://chat.example.com/v1/chat/completions ')).toHaveLength(3);
  expect(page).not.toContain('localhost');
});

// There was an empty choice, and a call of the model “”. Of a server that lists none it said that it can’t say which it has.
it('says that there are no models, and has nothing to try', async () => {
  const page = await pageWith([]);
  expect(page).toContain('the model’s server lists none, or can’t be asked');
  expect(page).not.toContain('Send it');
  expect(page).not.toContain('A request without a limit');
});
