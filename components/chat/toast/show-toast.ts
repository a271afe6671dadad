import { closeDrawer } from '@/components/app-shell/sidebar-panel';

/** Long enough to read it and to reach the button. It waits while the pointer or the focus is on it, or the page is hidden. */
const SHOWN_MS = 8_000;

export interface ToastAction {
  label: string;
  onClick: () => void;
  /** For how long it can be done from now: then the note goes, whatever it waits for. Left out: for as long as the note is there. */
  possibleMs?: number;
}

/**
 * Shows a note, for a while or until it is dismissed, with what can be done about it. The drawer of a phone, which would
 * cover it, is closed.
 */
export function showToast(text: string, action?: ToastAction, durationMs = SHOWN_MS): void {
  // Before it is loaded, which takes a while on a slow line.
  const calledAtMs = Date.now();
  const show = ({ toast }: typeof import('sonner')) => {
    closeDrawer();
    const id = toast(text, { action, duration: durationMs });
    if (action?.possibleMs === undefined) return;
    setTimeout(() => toast.dismiss(id), calledAtMs + action.possibleMs - Date.now());
  };
  // Without a connection it may not be there to be loaded: then there is no note.
  import('sonner').then(show, () => undefined);
}
