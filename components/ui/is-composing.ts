/**
 * Whether a key is for an input method: Enter also ends the input of a Japanese or Chinese word, and Escape takes it
 * back. Safari says so only by the key code 229.
 */
export function isComposing({
  nativeEvent,
}: {
  nativeEvent: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>;
}): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === 229;
}
