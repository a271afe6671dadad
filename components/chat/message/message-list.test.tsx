// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { asked } from '@/tests/support/chat-on-the-wire';
import { reactRoot } from '@/tests/support/react-root';
import { MessageActionsContext } from './message-actions';
import { MessageList } from './message-list';

const { show } = reactRoot();
const actions = {
  edit: async () => false,
  regenerate: async () => undefined,
  showVersion: async () => false,
};

afterEach(() => vi.restoreAllMocks());

// It was scrolled on by the height of what had been added above what is in view.
it('stays at a message that somebody is led to, where the browser does not keep the place (Safari)', async () => {
  vi.stubGlobal('CSS', { supports: () => false });
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    return new DOMRect(0, [...(this.parentElement?.children ?? [])].indexOf(this) * 100, 0, 100);
  });
  const scroller = () => document.querySelector('[data-scrolls]') ?? document.body;
  const lead = vi.fn(() => {
    scroller().scrollTop = 7;
  });
  const messages = Array.from({ length: 10 }, (_, index) => asked(`q${index}`, `Question ${index}`));
  await show(
    <div data-scrolls="">
      <MessageActionsContext value={actions}>
        <MessageList messages={messages} phase="idle" sought={{ id: 'q1', lead }} />
      </MessageActionsContext>
    </div>,
  );
  expect(lead).toHaveBeenCalledWith(document.querySelector('[data-place="1"]'));
  expect(scroller().scrollTop).toBe(7);
});
