import { useEffect, useEffectEvent } from 'react';
import { readChat } from '@/app/chat/actions';
import { isOutdated } from '@/components/ui/failed-action';

const PROBE_INTERVAL_MS = 5_000;

/**
 * Goes on by itself: when the browser sees the network come back, and, while the connection to a reply is lost, when the
 * server answers again. The browser doesn't see a server that starts anew.
 */
export function useReconnect(chatId: string, isLost: boolean, goOn: () => void): void {
  const reconnect = useEffectEvent(goOn);

  useEffect(() => {
    const online = () => reconnect();
    addEventListener('online', online);
    return () => removeEventListener('online', online);
  }, []);

  useEffect(() => {
    if (!isLost) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    // After the one before: Next.js sends one action at a time, and they would pile up behind one that hangs.
    const probeLater = () => {
      timer = setTimeout(probe, PROBE_INTERVAL_MS);
    };
    const probe = async () => {
      const goesOn = await readChat(chatId).then(() => true, isOutdated);
      if (isOver) return;
      probeLater();
      if (goesOn) reconnect();
    };
    probeLater();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [chatId, isLost]);
}
