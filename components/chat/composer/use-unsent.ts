import { useEffect, useRef } from 'react';
import type { Outgoing } from '../outgoing';
import { joinTexts } from './draft';
import type { KeptMessage } from './kept-list';
import { type ChatPlace, forgetArrived, forgetUnsent, readUnsent } from './unsent';
import { useLeft } from './use-left';

const LOOK_AGAIN_MS = 5_000;

interface UnsentOptions {
  place: ChatPlace;
  /** Whether the server does not have the chat, as far as is known. */
  isNew: boolean;
  isIdle: boolean;
  /** Of the messages that are shown. */
  shownIds: string[];
  /** Shows the chat as it is saved, where it has some of these messages. @returns which; nothing where it can't be read */
  showSaved: (messageIds: string[]) => Promise<string[] | undefined>;
  putBack: (outgoing: Outgoing) => void;
}

/**
 * Gives back what was sent when the chat was open before, and did not arrive. The page of a reload can be read just
 * before the server has what was sent, so it is looked for first, and only once no reply is under way: what stands in
 * the composer although it was answered would be sent, and billed, again. Where it can't be looked for, that is done anew
 * until it can. What is left to a new chat while it is open, and nothing was said in it yet, is given back at once.
 */
export function useUnsent(options: UnsentOptions) {
  const { isIdle } = options;
  const latest = useRef(options);
  const unclear = useRef<KeptMessage[]>(undefined);

  useEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    const { place, isNew, shownIds } = latest.current;
    unclear.current ??= readUnsent(isNew ? { userId: place.userId } : place);
    const sentBefore = unclear.current;
    if (!isIdle || sentBefore.length === 0) return;
    const missing = sentBefore.filter(({ id }) => !shownIds.includes(id));
    let isCurrent = true;
    let again: ReturnType<typeof setTimeout> | undefined;
    void settle();
    return () => {
      isCurrent = false;
      clearTimeout(again);
    };

    async function settle() {
      const isToBeFound = missing.length > 0 && !isNew;
      const found = isToBeFound ? await latest.current.showSaved(missing.map(({ id }) => id)) : [];
      // Closed meanwhile, or a reply is under way: once it has ended, this is done anew.
      if (!isCurrent) return;
      if (!found) {
        again = setTimeout(() => void settle(), LOOK_AGAIN_MS);
        return;
      }
      unclear.current = [];
      const lost = missing.filter(({ id }) => !found.includes(id));
      const arrived = sentBefore.filter((message) => !lost.includes(message));
      forgetArrived(
        place,
        arrived.map(({ id }) => id),
      );
      giveBack(latest.current, lost);
    }
  }, [isIdle]);

  useLeft(options.isNew && options.shownIds.length === 0, () =>
    giveBack(options, readUnsent({ userId: options.place.userId })),
  );
}

/** All of it in one piece. */
function giveBack({ place, putBack }: Pick<UnsentOptions, 'place' | 'putBack'>, lost: KeptMessage[]) {
  if (lost.length === 0) return;
  forgetUnsent(
    place,
    lost.map(({ id }) => id),
  );
  putBack({
    text: joinTexts(lost.map(({ text }) => text)),
    files: lost.flatMap(({ files }) => files),
  });
}
