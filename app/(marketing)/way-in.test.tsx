import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { newId, type UserId } from '@/lib/ids';
import { WayIn } from './way-in';

const guest = { id: newId<UserId>(), kind: 'guest', name: null, email: null } as const;

describe('the way in from the front page', () => {
  it('is one click for a guest', () => {
    const html = renderToStaticMarkup(<WayIn user={undefined} guests demo={false} />);
    expect(html).toMatch(/<button type="submit"[^>]*>Continue as guest</);
    expect(html).toContain('name="next" value="/chat"');
  });

  it('is an account where guests are off', () => {
    const html = renderToStaticMarkup(<WayIn user={undefined} guests={false} demo={false} />);
    expect(html).toMatch(/href="\/sign-up"[^>]*>Create an account</);
    expect(html).not.toContain('guest');
  });

  it.each([true, false])('leads to their chats those who are in already: guests %s', (guests) => {
    const html = renderToStaticMarkup(<WayIn user={guest} guests={guests} demo />);
    expect(html).toMatch(/href="\/chat"[^>]*>Go to your chats</);
  });

  // Only in the chat were they told.
  it.each([true, false])('says to newcomers that the demo answers, where it does: guests %s', (guests) => {
    const page = (demo: boolean) =>
      renderToStaticMarkup(<WayIn user={undefined} guests={guests} demo={demo} />);
    expect(page(true)).toContain('This is a demo: prepared text answers, not a model.');
    expect(page(false)).not.toContain('demo');
  });
});
