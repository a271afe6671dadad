import { useEffect, useRef } from 'react';
import type { Outgoing } from '../outgoing';
import { joinTexts } from './draft';
import type { KeptMessage } from './kept-list';
import { lookUntilClear } from './look-until-clear';
import { type ChatPlace, forgetArrived, forgetUnsent, readUnsent } from './unsent';
import { useLeft } from './use-left';

interface UnsentOptions {
  place: ChatPlace;
  /** Whether the server does not have the chat, as far as is known. */
  isNew: boolean;
  /** Whether nothing is under way, or stands there that would be gone once the chat is shown as it is saved. */
  isIdle: boolean;
  /** Of the messages that are shown. */
  shownIds: string[];
  /**
   * Shows the chat as it is saved, where it has some of these messages, if it `isWanted` once it is read.
   *
   * @returns which; nothing where it can't be read now, or is not wanted
   */
  showSaved: (messageIds: string[], isWanted: () => boolean) => Promise<string[] | 'unknowable' | undefined>;
  putBack: (outgoing: Outgoing) => void;
}

/**
 * Gives back what was sent when the chat was open before, and did not arrive. The page of a reload can be read before the
 * server has what was sent, so it is looked for until that is clear, and only once no reply is under way: what stands in
 * the composer although it was answered would be sent, and billed, again. What the server refused needs one look only: it
 * may have it from an earlier try. What is left to a new chat while it is open, and nothing was said in it yet, is given
 * back at once.
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
    let missing = unclear.current ?? readUnsent(isNew ? { userId: place.userId } : place);
    unclear.current = missing;
    if (!isIdle || missing.length === 0) return;
    let isAwaited = true;
    void settle();
    return () => {
      isAwaited = false;
    };

    async function settle() {
      forget(shownIds);
      if (missing.length > 0 && !isNew) {
        const seen = await lookUntilClear(look, () => isAwaited);
        // Closed meanwhile, or a reply is under way: once it has ended, this is done anew. Who can't ask leaves it kept.
        if (!seen || seen === 'unknowable') return;
      }
      unclear.current = [];
      giveBack(latest.current, missing);
    }

    async function look() {
      const ids = missing.map(({ id }) => id);
      const found = await latest.current.showSaved(ids, () => isAwaited);
      if (!found) return 'unread';
      if (found === 'unknowable') return found;
      forget(found);
      return missing.every(({ isRefused }) => isRefused) ? 'clear' : 'missing';
    }

    /** The server has these. */
    function forget(ids: string[]) {
      const arrived = missing.map(({ id }) => id).filter((id) => ids.includes(id));
      forgetArrived(place, arrived);
      missing = missing.filter(({ id }) => !arrived.includes(id));
      unclear.current = missing;
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
