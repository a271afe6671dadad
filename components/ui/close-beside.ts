/**
 * Closes a modal dialog by a click beside it, where the browser doesn't do so by itself (`closedby`, which Safari lacks).
 * A press that began in the dialog, as one that marks text, closes nothing.
 *
 * @returns to listen no longer
 */
export function closeBeside(dialog: HTMLDialogElement): () => void {
  if ('closedBy' in HTMLDialogElement.prototype) return () => undefined;
  let isPressed = false;
  // What lies beside a modal dialog is its backdrop, which is a part of it; what is in it has elements of its own.
  const press = ({ target }: Event) => {
    isPressed = target === dialog;
  };
  const close = ({ target }: Event) => {
    if (isPressed && target === dialog) dialog.close();
  };
  dialog.addEventListener('pointerdown', press);
  dialog.addEventListener('click', close);
  return () => {
    dialog.removeEventListener('pointerdown', press);
    dialog.removeEventListener('click', close);
  };
}
