'use client';

import { createContext, type ReactNode, use, useState } from 'react';
import { takeFocus } from '@/components/ui/take-focus';

export interface RevokedKey {
  id: string;
  name: string;
}

const OnRevoked = createContext<(key: RevokedKey) => void>(() => undefined);

/** What a key that was revoked is reported to, as its place in the list goes with it. */
export function useOnRevoked(): (key: RevokedKey) => void {
  return use(OnRevoked);
}

/**
 * Says above the list which key was revoked, once it is gone from there. The words take the focus: what had it went with
 * the key.
 */
export function Revocations({ keyIds, children }: { keyIds: string[]; children: ReactNode }) {
  const [revoked, setRevoked] = useState<RevokedKey>();
  return (
    <OnRevoked value={setRevoked}>
      {revoked && !keyIds.includes(revoked.id) && (
        <p key={revoked.id} ref={takeFocus} tabIndex={-1} role="status" className="text-sm outline-none">
          “{revoked.name}” is revoked.
        </p>
      )}
      {children}
    </OnRevoked>
  );
}
