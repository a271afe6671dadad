import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { showToast } from './toast/show-toast';

const NOT_LOADED = 'That could not be loaded. Check your connection and try again, or reload the page.';

interface LateProps<Module> {
  /** Shown while the code is loaded. */
  fallback?: ReactNode;
  /** Shown when it can't be loaded. */
  failed?: ReactNode;
  /** Called when it can't be loaded, to put back what was opened. Then a note says so. */
  onFail?: () => void;
  children: (module: Module) => ReactNode;
}

/**
 * Code that is loaded when it is first shown. Where `lazy` would take the page away when that fails, and remember the
 * failure, this shows or says it, and tries again the next time.
 */
export function late<Module>(load: () => Promise<Module>) {
  let known: Module | undefined;
  const loadOnce = async () => {
    known ??= await load();
    return known;
  };

  function Late({ fallback, failed, onFail, children }: LateProps<Module>) {
    const [module, setModule] = useState(() => known);
    const [hasFailed, setHasFailed] = useState(false);
    const fail = useEffectEvent(() => {
      setHasFailed(true);
      if (!onFail) return;
      showToast(NOT_LOADED);
      onFail();
    });

    useEffect(() => {
      let isShown = true;
      const show = (loaded: Module) => isShown && setModule(() => loaded);
      loadOnce().then(show, () => isShown && fail());
      return () => {
        isShown = false;
      };
    }, []);

    if (module) return children(module);
    return hasFailed ? failed : fallback;
  }

  /** Loads it before it is shown; what fails then is tried again when it is. */
  const preload = () => void loadOnce().catch(() => undefined);
  return Object.assign(Late, { preload });
}
