import { type RefObject, useEffect, useRef } from 'react';

/** Whether what uses this is still on the page: what it awaits may come when it is gone. */
export function useIsOpen(): RefObject<boolean> {
  const isOpen = useRef(false);

  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);

  return isOpen;
}
