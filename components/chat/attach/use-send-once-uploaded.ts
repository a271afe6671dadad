import { useEffect, useEffectEvent, useState } from 'react';

/** Lets a message that was sent while its files were under way wait for them, unless that is cancelled. */
export function useSendOnceUploaded(isUploading: boolean, send: () => void) {
  const [isWaiting, setIsWaiting] = useState(false);
  const sendNow = useEffectEvent(send);

  useEffect(() => {
    if (!isWaiting || isUploading) return;
    setIsWaiting(false);
    sendNow();
  }, [isWaiting, isUploading]);

  return { isWaiting, wait: () => setIsWaiting(true), cancel: () => setIsWaiting(false) };
}
