import { useEffect, useEffectEvent } from 'react';
import { readChat } from '@/app/chat/actions';

const PROBE_INTERVAL_MS = 5_000;

/**
 * Goes on by itself when the network is back, which the browser tells, or where the connection to a reply was lost
 * without its notice, as when the server starts anew, when the server answers again.
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
    const stillAway = () => undefined;
    const timer = setInterval(() => void readChat(chatId).then(reconnect, stillAway), PROBE_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [chatId, isLost]);
}
