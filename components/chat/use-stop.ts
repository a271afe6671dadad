import { useEffect, useEffectEvent, useState } from 'react';
import { stopReply } from './api/stop-reply';

/** How long a stopped reply may take to end by itself. */
const STOP_PATIENCE_MS = 4_000;
/** A Stop can come before the reply that it means has begun on the server. */
const STOP_AGAIN_MS = 1_000;

/** Stops the reply under way on the server. What doesn't end by that is no longer listened to: `leave`. */
export function useStop(chatId: string, isBusy: boolean, leave: () => Promise<void>) {
  const [isStopping, setIsStopping] = useState(false);
  const leaveIt = useEffectEvent(leave);

  useEffect(() => {
    if (!isBusy) setIsStopping(false);
  }, [isBusy]);

  useEffect(() => {
    if (!isStopping) return;
    const ask = async () => {
      if (!(await stopReply(chatId))) await leaveIt();
    };
    void ask();
    const again = setInterval(ask, STOP_AGAIN_MS);
    const giveUp = setTimeout(() => void leaveIt(), STOP_PATIENCE_MS);
    return () => {
      clearInterval(again);
      clearTimeout(giveUp);
    };
  }, [isStopping, chatId]);

  return { isStopping, stop: () => setIsStopping(true) };
}
