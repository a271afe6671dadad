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
    const goOnIfOutdated = (error: unknown) => isOutdated(error) && reconnect();
    const timer = setInterval(() => void readChat(chatId).then(reconnect, goOnIfOutdated), PROBE_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [chatId, isLost]);
}
