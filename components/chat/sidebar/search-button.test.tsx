// @vitest-environment happy-dom
import { act } from 'react';
import { expect, it, vi } from 'vitest';
import { SidebarPanel } from '@/components/app-shell/sidebar-panel';
import { button } from '@/tests/support/hands';
import { reactRoot } from '@/tests/support/react-root';
import { Keys } from '../keys/keys';
import { ChatListProvider } from './chat-list-provider';
import { SearchButton } from './search-button';

vi.mock('@/app/chat/actions', () => ({}));
vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  useRouter: () => ({}),
}));

const { show } = reactRoot();
const commandK = () => new KeyboardEvent('keydown', { key: 'k', metaKey: true, bubbles: true });

// Its button was hidden with the drawer by the time the search was closed, and the focus fell to the top of the page.
it.each([
  ['a click', () => button('Search')?.click()],
  ['⌘K', () => document.body.dispatchEvent(commandK())],
])(
  'closes the drawer of a phone, which gives the focus back, before the search is over it, by %s',
  async (_, open) => {
    await import('../keys/palette');
    await show(
      <ChatListProvider initialChats={{ chats: [], olderThan: null }}>
        <Keys>
          <SidebarPanel>
            <SearchButton />
          </SidebarPanel>
        </Keys>
      </ChatListProvider>,
    );
    const steps: string[] = [];
    // What it is made of is unknown to happy-dom.
    const drawer = document.querySelector('aside');
    if (!drawer) throw new Error('There is no drawer.');
    const matches = (selector: string) => selector === ':popover-open';
    Object.assign(drawer, { matches, hidePopover: () => steps.push('the drawer is closed') });
    const showModal = vi
      .spyOn(HTMLDialogElement.prototype, 'showModal')
      .mockImplementation(() => void steps.push('the search is open'));
    await act(async () => void open());
    await act(() => vi.waitFor(() => expect(showModal).toHaveBeenCalled()));
    expect(steps).toEqual(['the drawer is closed', 'the search is open']);
    showModal.mockRestore();
  },
);
