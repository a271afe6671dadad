import { useSyncExternalStore } from 'react';

/** Something that only the browser knows. Until it has taken over the server's HTML, it is what `onServer` gives. */
export function useInBrowser<Value>(inBrowser: () => Value, onServer: () => Value): Value {
  return useSyncExternalStore(noChanges, inBrowser, onServer);
}

/** Whether the browser has taken over the server's HTML, so that scripts answer what is clicked. */
export function useIsHydrated(): boolean {
  return useInBrowser(
    () => true,
    () => false,
  );
}

const noChanges = () => () => undefined;
