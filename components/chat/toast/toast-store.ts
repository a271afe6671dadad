/** A note that shows for a while, and what can be done about it. */
export interface Toast {
  id: number;
  text: string;
  action?: { label: string; onClick: () => void };
}

/** Long enough to read it and to reach the button. */
const SHOWN_MS = 8_000;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

/** Shows a note. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  const id = nextId++;
  set([...toasts, { ...toast, id }]);
  setTimeout(() => dismissToast(id), SHOWN_MS);
}

export function dismissToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const readToasts = () => toasts;

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}
