/** The UTC day of an instant, `2026-11-30`. */
export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}
