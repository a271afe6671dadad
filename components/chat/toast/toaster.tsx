'use client';

import { X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { dismissToast, readToasts, subscribeToToasts, type Toast } from './toast-store';

const NONE: readonly Toast[] = [];

/** Where notes are shown, and read out: in a corner, or above the composer of a phone. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToToasts, readToasts, () => NONE);
  return (
    <section
      role="status"
      aria-label="Notes"
      className="pointer-events-none fixed inset-x-3 bottom-28 z-20 grid justify-items-center gap-2 md:inset-x-auto md:right-6 md:bottom-6"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className="pointer-events-auto flex max-w-full items-center gap-3 rounded-lg border bg-popover py-2 pr-2 pl-4 text-popover-foreground text-sm shadow-lg"
        >
          <p className="min-w-0 truncate">{toast.text}</p>
          {toast.action && <ToastAction toast={toast} {...toast.action} />}
          <Button
            size="icon"
            variant="ghost"
            aria-label="Dismiss"
            className="size-8"
            onClick={() => dismissToast(toast.id)}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
    </section>
  );
}

function ToastAction({ toast, label, onClick }: { toast: Toast; label: string; onClick: () => void }) {
  return (
    <Button
      size="sm"
      variant="outline"
      onClick={() => {
        dismissToast(toast.id);
        onClick();
      }}
    >
      {label}
    </Button>
  );
}
