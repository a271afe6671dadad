import { useEffect } from 'react';
import { PRODUCT_NAME } from '@/lib/product';
import { useChatList } from './sidebar/chat-list-provider';

/** What a chat is called in which nobody has said anything. */
const UNNAMED = 'New chat';

/**
 * What the open chat is called by now, in the list and in the tab.
 *
 * @param titleAtFirst when it was opened; nothing while nobody has said anything
 * @param refreshFigures called when it has another: a title that a model wrote is on the bill too
 */
export function useTitle(
  chatId: string,
  titleAtFirst: string | undefined,
  refreshFigures: () => void,
): string {
  const title = useChatList().titleOf(chatId) ?? titleAtFirst ?? UNNAMED;

  useEffect(() => {
    document.title = `${title} · ${PRODUCT_NAME}`;
  }, [title]);

  useEffect(() => {
    if (title !== titleAtFirst && title !== UNNAMED) refreshFigures();
  }, [title, titleAtFirst, refreshFigures]);

  return title;
}
