import type { Page } from 'playwright-core';

/** By Enter alone, which sends on a desktop: the bare page knows nothing else. */
export async function send(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill(text);
  await field.press('Enter');
}
