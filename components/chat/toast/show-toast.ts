/** Long enough to read it and to reach the button. It waits while the pointer or the focus is on it. */
const SHOWN_MS = 8_000;

/** Shows a note, for a while or until it is dismissed, with what can be done about it. */
export function showToast(
  text: string,
  action?: { label: string; onClick: () => void },
  durationMs = SHOWN_MS,
): void {
  const show = ({ toast }: typeof import('sonner')) => toast(text, { action, duration: durationMs });
  // Without a connection it may not be there to be loaded: then there is no note.
  import('sonner').then(show, () => undefined);
}
