/**
 * A sum as it was typed, with a point for the comma that most of Europe writes before cents: `12,50` is `12.50`. The
 * decimal keypad of a phone has no point there. `1,000` stays, as nobody can tell which one is meant.
 */
export function withDecimalPoint(typed: string): string {
  return typed.replace(/^(\d+),(\d{1,2})$/, '$1.$2');
}
