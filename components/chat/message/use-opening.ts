import { startTransition, useEffect, useState } from 'react';

/** True until what is rendered first has been laid out. */
export function useOpening(): boolean {
  const [isOpening, setIsOpening] = useState(true);

  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setIsOpening(false)));
    return () => cancelAnimationFrame(frame);
  }, []);

  return isOpening;
}
