import { act } from 'react';

/** The button of that name, be the name its words or its label. */
export function button(name: string): HTMLButtonElement | undefined {
  const buttons = [...document.querySelectorAll('button')];
  return buttons.find((each) => (each.getAttribute('aria-label') ?? each.textContent) === name);
}

/** Presses the button of that name, and waits for what React does about it. */
export function press(name: string): Promise<void> {
  return act(async () => button(name)?.click());
}

/** Types as a person does: React hears of it by the event, and would miss a value that is set by its own setter. */
export async function typeInto(
  field: HTMLInputElement | HTMLTextAreaElement | null,
  text: string,
): Promise<void> {
  if (!field) throw new Error('There is no field to type into.');
  const setValue = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set;
  await act(async () => {
    setValue?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
