import { useEffect, useState } from 'react';

const SHOWN_MS = 2_000;

/** Copies text, and says for a moment how that went. */
export function useCopy() {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');

  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy(text: string) {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      // The browser has no clipboard for pages without https, or the person said no.
      setState('failed');
    }
  }

  return { state, copy };
}
