'use client';

import { lazy, Suspense, useEffect, useState } from 'react';

const loadToaster = () => import('./toaster');
const Toaster = lazy(loadToaster);

/**
 * Where notes are shown. They only follow what a person does, so it is loaded with the first key or touch: that weighs
 * nothing on the page, and is there before the first note, as screen readers want it.
 */
export function Toasts() {
  const [isNeeded, setIsNeeded] = useState(false);

  useEffect(() => {
    if (isNeeded) return;
    // If it can’t be loaded, the next key or touch tries again.
    const need = () =>
      loadToaster().then(
        () => setIsNeeded(true),
        () => undefined,
      );
    addEventListener('pointerdown', need);
    addEventListener('keydown', need);
    return () => {
      removeEventListener('pointerdown', need);
      removeEventListener('keydown', need);
    };
  }, [isNeeded]);

  return <Suspense>{isNeeded && <Toaster />}</Suspense>;
}
